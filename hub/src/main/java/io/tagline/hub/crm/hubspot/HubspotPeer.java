package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.CrmHttp;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerTraits;
import io.tagline.hub.crm.peer.Write;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A HubSpot account. Records are kept apart by a property of unique values. Those that stand for themselves are upserted by it; those that
 * are associated with others are created with their associations, which an upsert can't take along, so that both are there or neither. An
 * entry on a timeline is a record of a custom object, associated with its customer. Safe for any thread.
 */
public final class HubspotPeer implements Peer {
    private static final int BATCH = 100;

    private final HubspotSettings settings;
    private final HubspotSession session;
    private final HubspotSchema schema;
    private final HubspotReading reading;
    private final HubspotWriting writing;

    public HubspotPeer(HubspotSettings settings, InstantSource clock) {
        this.settings = settings;
        session = new HubspotSession(settings, new CrmHttp(settings.limits(), clock));
        HubspotAssociationTypes types = new HubspotAssociationTypes(session);
        HubspotLinks links = new HubspotLinks(session, settings, types);
        schema = new HubspotSchema(session, settings, types);
        reading = new HubspotReading(session, schema, settings, links);
        writing = new HubspotWriting(session, reading, settings, links);
    }

    @Override
    public PeerTraits traits() {
        return new PeerTraits("HubSpot CRM v3", settings.longest(), PeerTraits.Limits.COUNTED, true);
    }

    @Override
    public ModelTraits traits(String model) {
        HubspotSettings.Model known = settings.models().get(model);
        if (known == null) {
            throw new IllegalArgumentException(
                    "model " + model + ": expected one of " + settings.models().keySet());
        }
        ModelTraits.Keys keys = known.links().isEmpty() ? ModelTraits.Keys.UPSERT : ModelTraits.Keys.UNIQUE;
        return new ModelTraits(keys, known.keyProperty(), BATCH, false, true);
    }

    @Override
    public String check() throws PeerException {
        JsonNode account =
                HubspotFailures.whole(session.get("/account-info/v3/details")).json();
        return "HubSpot account " + account.path("portalId").asString("?") + " ("
                + account.path("accountType").asString("?") + ") as a private app";
    }

    @Override
    public PeerSchema schema(Set<String> models) throws PeerException {
        return schema.read(models);
    }

    @Override
    public List<Outcome> write(List<Write> writes) throws PeerException {
        try {
            return writing.write(writes);
        } catch (PeerClosedException closed) {
            schema.forget();
            throw closed;
        }
    }

    @Override
    public List<Found> find(String model, Collection<String> keys, Set<String> fields) throws PeerException {
        traits(model);
        return reading.batch(model, keys, true, fields);
    }

    @Override
    public List<Found> read(String model, Collection<String> remoteIds, Set<String> fields) throws PeerException {
        traits(model);
        return reading.batch(model, remoteIds, false, fields);
    }

    @Override
    public ChangePage changes(String model, Optional<String> cursor, Set<String> fields, int most)
            throws PeerException {
        traits(model);
        return reading.changes(model, cursor, fields, most);
    }

    @Override
    public List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) throws PeerException {
        traits(model);
        return reading.keyed(model, after, fields, most);
    }

    @Override
    public OptionalLong left() {
        return session.left();
    }

    @Override
    public void close() {
        schema.forget();
    }
}
