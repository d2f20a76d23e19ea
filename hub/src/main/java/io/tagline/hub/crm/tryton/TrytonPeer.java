package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.http.CrmHttp;
import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerTraits;
import io.tagline.hub.crm.peer.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tryton 6.0, by JSON-RPC: customers as {@code party.party}, orders as {@code sale.sale}, cases as {@code sale.complaint}, entries on
 * a timeline as {@code ir.note}. Safe for any thread.
 */
public final class TrytonPeer implements Peer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TrytonSettings settings;
    private final TrytonRpc rpc;
    private final Fields fields;
    private final Lookups lookups;
    private final Reader reader;
    private final Home home;
    private final Duration request;

    public TrytonPeer(TrytonSettings settings, InstantSource clock) {
        this.settings = settings;
        // a call may take three requests: a session, what is there, the write
        this.request = settings.longestRequest().dividedBy(3);
        this.rpc = new TrytonRpc(settings, new CrmHttp(HttpLimits.USUAL.within(request), clock));
        this.fields = new Fields(rpc);
        this.lookups = new Lookups(rpc);
        this.reader = new Reader(settings, rpc, fields);
        this.home = new Home(settings, rpc);
    }

    @Override
    public PeerTraits traits() {
        return new PeerTraits("Tryton 6.0", settings.longestRequest(), PeerTraits.Limits.NONE, true);
    }

    @Override
    public ModelTraits traits(String model) {
        return TrytonModel.of(model).traits();
    }

    @Override
    public String check() throws PeerException {
        rpc.session();
        return "Tryton at " + settings.address() + ", database " + settings.database() + ", as " + settings.login()
                + ", company \"" + home.name() + "\"";
    }

    @Override
    public PeerSchema schema(Set<String> models) throws PeerException {
        fields.forget();
        lookups.forget();
        Map<String, PeerSchema.Model> told = new HashMap<>();
        ObjectNode context = home.context();
        for (String model : models) {
            fields.schema(TrytonModel.of(model), context).ifPresent(it -> told.put(model, it));
        }
        new Rights(rpc, settings.login()).look(told.keySet());
        return new PeerSchema(told);
    }

    @Override
    public List<Outcome> write(List<Write> writes) throws PeerException {
        TrytonModel model = TrytonModel.of(writes.get(0).model());
        ObjectNode context = home.context();
        List<Draft> drafts = new Drafts(rpc, fields, lookups, reader, home, model, context).of(writes);
        return new Writer(rpc, fields, reader, model, context, request, writes.size()).write(drafts);
    }

    @Override
    public List<Found> find(String name, Collection<String> keys, Set<String> wanted) throws PeerException {
        TrytonModel model = TrytonModel.of(name);
        Set<String> asked = new HashSet<>(keys);
        return reader
                .search(model, having(model, asked), Optional.empty(), Rows.ascending("id"), wanted, home.context())
                .stream()
                // LIKE is wider than what was asked for, and so is a collation that knows no case
                .filter(found -> found.key().filter(asked::contains).isPresent())
                .toList();
    }

    private static ArrayNode having(TrytonModel model, Set<String> keys) {
        if (model.keys() != Keys.IN_TEXT) {
            ArrayNode list = JSON.arrayNode();
            keys.forEach(list::add);
            return Rows.domain(model.keyField(), "in", list);
        }
        ArrayNode any = JSON.arrayNode().add("OR");
        for (String key : keys) {
            // what LIKE gives a meaning to becomes "any sign"
            String pattern = "%" + NoteText.token(key).replaceAll("[%\\\\]", "_") + "%";
            any.add(JSON.arrayNode().add(model.keyField()).add("like").add(pattern));
        }
        return any;
    }

    @Override
    public List<Found> read(String name, Collection<String> remoteIds, Set<String> wanted) throws PeerException {
        List<Long> ids = remoteIds.stream()
                .filter(id -> id.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .toList();
        return reader.byIds(TrytonModel.of(name), ids, wanted, home.context());
    }

    @Override
    public ChangePage changes(String name, Optional<String> cursor, Set<String> wanted, int most) throws PeerException {
        return new Changes(rpc, reader, TrytonModel.of(name), home.context(), settings.overlap())
                .page(cursor, wanted, most);
    }

    @Override
    public List<Found> keyed(String name, Optional<String> after, Set<String> wanted, int most) throws PeerException {
        return new Keyed(reader, TrytonModel.of(name), home.context()).page(after, wanted, most, this::find);
    }

    @Override
    public void close() {
        rpc.logout();
    }
}
