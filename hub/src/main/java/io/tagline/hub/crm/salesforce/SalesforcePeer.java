package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.http.CrmAnswer;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A Salesforce org. Records are upserted by an external id, so that a repeat is harmless; two upserts of a new key at once are told apart
 * by Salesforce, which refuses one ({@code DUPLICATE_VALUE}: {@link Outcome.Exists}). Safe for any thread.
 *
 * <p>A row that can't be written doesn't keep back the ones behind it, so the writes of one request aren't {@code ordered}.
 */
public final class SalesforcePeer implements Peer {
    private static final int BATCH = 200;

    private final SalesforceSettings settings;
    private final SalesforceSession session;
    private final SalesforceSchema schema;
    private final SalesforceReading reading;
    private final SalesforceWriting writing;
    private final String data;

    public SalesforcePeer(SalesforceSettings settings, InstantSource clock) {
        this.settings = settings;
        data = "/services/data/" + settings.version();
        session = new SalesforceSession(settings, new CrmHttp(settings.limits(), clock), clock);
        schema = new SalesforceSchema(session, data);
        reading = new SalesforceReading(session, schema, settings, data);
        writing = new SalesforceWriting(session, reading, settings, data);
    }

    @Override
    public PeerTraits traits() {
        return new PeerTraits("Salesforce " + settings.version(), settings.longest(), PeerTraits.Limits.COUNTED, true);
    }

    @Override
    public ModelTraits traits(String model) {
        SalesforceSettings.Model known = settings.models().get(model);
        if (known == null) {
            throw new IllegalArgumentException(
                    "model " + model + ": expected one of " + settings.models().keySet());
        }
        return new ModelTraits(ModelTraits.Keys.UPSERT, known.keyField(), BATCH, false, true);
    }

    @Override
    public String check() throws PeerException {
        SalesforceSession.Token token = session.token();
        String id = token.user().replaceAll("[^A-Za-z0-9]", "");
        String soql = "SELECT+Username+FROM+User+WHERE+Id+%3D+%27" + id + "%27";
        CrmAnswer answer = SalesforceFailures.whole(session.send("GET", data + "/query?q=" + soql, null, Map.of()));
        JsonNode user = answer.json().path("records").path(0);
        return "Salesforce " + settings.version() + " at " + settings.address() + " as "
                + user.path("Username").asString(id);
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
        return reading.any(model, "Id", remoteIds, fields);
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
        session.end();
    }
}
