package io.tagline.hub.crm.odoo;

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

/**
 * An Odoo. It has no upsert: a record of a model with a constraint on its key is refused a second time, of another it isn't, and is found
 * twice. Safe for any thread.
 */
public final class OdooPeer implements Peer {
    /** Updates go one by one; more would take longer than a request may. */
    private static final int BATCH = 50;

    private final OdooSettings settings;
    private final OdooSession session;
    private final OdooSchema schema;
    private final OdooReading reading;
    private final OdooWriting writing;

    public OdooPeer(OdooSettings settings, InstantSource clock) {
        this.settings = settings;
        session = new OdooSession(settings, new CrmHttp(settings.limits(), clock));
        schema = new OdooSchema(session);
        reading = new OdooReading(session, schema, settings);
        writing = new OdooWriting(session, reading, settings);
    }

    @Override
    public PeerTraits traits() {
        return new PeerTraits(
                settings.api() == OdooSettings.Api.JSON_2 ? "Odoo, JSON-2" : "Odoo, JSON-RPC",
                settings.longest(),
                PeerTraits.Limits.RETRY_AFTER,
                true);
    }

    @Override
    public ModelTraits traits(String model) {
        OdooSettings.Model known = settings.models().get(model);
        if (known == null) {
            throw new IllegalArgumentException(
                    "model " + model + ": expected one of " + settings.models().keySet());
        }
        ModelTraits.Keys keys = known.unique() ? ModelTraits.Keys.UNIQUE : ModelTraits.Keys.SEARCHABLE;
        return new ModelTraits(keys, known.keyField(), BATCH, true, true);
    }

    @Override
    public String check() throws PeerException {
        session.end();
        return "Odoo at " + settings.address() + ", database " + settings.database() + ", as user " + session.user();
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
        return reading.keys(model, keys, fields);
    }

    @Override
    public List<Found> read(String model, Collection<String> remoteIds, Set<String> fields) throws PeerException {
        traits(model);
        return reading.ids(model, remoteIds, fields);
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
