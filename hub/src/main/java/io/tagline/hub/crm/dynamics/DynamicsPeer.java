package io.tagline.hub.crm.dynamics;

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
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A Dynamics 365 organisation. Records are upserted by an alternate key, so that a repeat is harmless, and updated by id only where nobody
 * has changed them since (If-Match). Safe for any thread.
 */
public final class DynamicsPeer implements Peer {
    /** "Optimize performance for bulk operations": begin with 100. */
    private static final int BATCH = 100;

    private final DynamicsSettings settings;
    private final DynamicsSession session;
    private final DynamicsSchema schema;
    private final DynamicsReading reading;
    private final DynamicsWriting writing;

    public DynamicsPeer(DynamicsSettings settings, InstantSource clock) {
        this.settings = settings;
        session = new DynamicsSession(settings, new CrmHttp(settings.limits(), clock));
        schema = new DynamicsSchema(session);
        DynamicsRows rows = new DynamicsRows(settings, schema);
        reading = new DynamicsReading(session, rows);
        writing = new DynamicsWriting(session, rows, reading);
    }

    @Override
    public PeerTraits traits() {
        return new PeerTraits(
                "Dynamics 365, Dataverse Web API 9.2", settings.longest(), PeerTraits.Limits.RETRY_AFTER, true);
    }

    @Override
    public ModelTraits traits(String model) {
        DynamicsSettings.Model known = settings.models().get(model);
        if (known == null) {
            throw new IllegalArgumentException(
                    "model " + model + ": expected one of " + settings.models().keySet());
        }
        return new ModelTraits(ModelTraits.Keys.UPSERT, known.keyColumn(), BATCH, false, true);
    }

    @Override
    public String check() throws PeerException {
        JsonNode who = DynamicsFailures.whole(session.get("/WhoAmI")).json();
        return "Dynamics 365 at " + settings.address() + " as user "
                + who.path("UserId").asString("?") + " of organisation "
                + who.path("OrganizationId").asString("?");
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
        return reading.any(model, traits(model).keyField(), keys, fields);
    }

    @Override
    public List<Found> read(String model, Collection<String> remoteIds, Set<String> fields) throws PeerException {
        traits(model);
        return reading.byId(model, remoteIds, fields);
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
    public void close() {
        session.end();
    }
}
