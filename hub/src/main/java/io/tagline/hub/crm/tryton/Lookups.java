package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.PeerException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Records that somebody keeps in Tryton and a mapping names by what people call them: a country, a currency, a kind of complaint. */
final class Lookups {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 1000;

    /** By which field they are named. */
    private static final Map<String, String> NAMED_BY = Map.of(
            "account.invoice.payment_term", "name",
            "country.country", "code",
            "currency.currency", "code",
            "ir.lang", "code",
            "party.category", "name",
            "product.product", "code",
            "sale.complaint.type", "name",
            "stock.location", "code");

    private final TrytonRpc rpc;
    private final Map<String, Long> found = new ConcurrentHashMap<>();

    Lookups(TrytonRpc rpc) {
        this.rpc = rpc;
    }

    /** Whether records of this model are named so; a link to one is a text to a mapping. */
    static boolean are(String model) {
        return NAMED_BY.containsKey(model);
    }

    /** The field that names records of a model: of those kept there, or of ours; empty if there is none. */
    static Optional<String> fieldOf(String model) {
        String ours = TrytonModel.keyFieldOf(model);
        return Optional.ofNullable(ours.isEmpty() ? NAMED_BY.get(model) : ours);
    }

    /** @throws RefusedException if there is none of this name, or several */
    long id(Field field, String name, ObjectNode context) throws PeerException, RefusedException {
        String by = NAMED_BY.get(field.relation());
        if (by == null) {
            throw new RefusedException(
                    "TYPE", field.name() + ": a text: expected a link to a record of " + field.relation());
        }
        String cached = field.relation() + "\n" + name;
        Long known = found.get(cached);
        if (known != null) {
            return known;
        }
        ArrayNode domain =
                JSON.arrayNode().add(JSON.arrayNode().add(by).add("=").add(name));
        JsonNode ids = rpc.read(
                field.relation(),
                "search",
                JSON.arrayNode().add(domain).add(0).add(2).addNull(),
                context);
        if (ids.size() != 1) {
            throw new RefusedException(
                    "LOOKUP",
                    field.name() + ": Tryton has " + (ids.isEmpty() ? "no" : "more than one") + " " + field.relation()
                            + " of this " + by + ": expected one; make it there, or change the mapping");
        }
        if (found.size() >= MOST) {
            found.clear();
        }
        found.put(cached, ids.get(0).longValue());
        return ids.get(0).longValue();
    }

    void forget() {
        found.clear();
    }
}
