package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The company that we work for at Tryton, asked for once. Safe for any thread. */
final class Home {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TrytonSettings settings;
    private final TrytonRpc rpc;
    private volatile @Nullable Place place;

    Home(TrytonSettings settings, TrytonRpc rpc) {
        this.settings = settings;
        this.rpc = rpc;
    }

    private record Place(long company, OptionalLong currency) {}

    /** What every call carries: the company, and that records which were put away are to be seen. */
    ObjectNode context() throws PeerException {
        return JSON.objectNode().put("company", place().company()).put("active_test", false);
    }

    /** The one to write into orders; empty leaves it to Tryton, which takes the company's. */
    OptionalLong currency() throws PeerException {
        return place().currency();
    }

    private Place place() throws PeerException {
        Place known = place;
        if (known == null) {
            ObjectNode all = JSON.objectNode().put("active_test", false);
            known = new Place(company(all), currency(all));
            place = known;
        }
        return known;
    }

    private long company(ObjectNode context) throws PeerException {
        if (settings.company().isPresent()) {
            return one("company.company", "party.name", settings.company().get(), context);
        }
        JsonNode preferences =
                rpc.read("res.user", "get_preferences", JSON.arrayNode().add(true), context);
        JsonNode company = preferences.path("company");
        if (!company.isIntegralNumber()) {
            throw new PeerClosedException(
                    Why.RIGHTS,
                    "Tryton's user \"" + settings.login()
                            + "\" has no company: expected one in the user's preferences, or in the settings");
        }
        return company.longValue();
    }

    private OptionalLong currency(ObjectNode context) throws PeerException {
        return settings.currency().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        one("currency.currency", "code", settings.currency().get(), context));
    }

    private long one(String model, String field, String value, ObjectNode context) throws PeerException {
        ArrayNode domain = Rows.domain(field, "=", JSON.stringNode(value));
        JsonNode ids = rpc.read(
                model, "search", JSON.arrayNode().add(domain).add(0).add(2).addNull(), context);
        if (ids.size() != 1) {
            throw new PeerClosedException(
                    Why.REQUEST,
                    "Tryton has " + (ids.isEmpty() ? "no " : "more than one ") + model + " whose " + field + " is \""
                            + value + "\": expected one, as the settings say");
        }
        return ids.get(0).longValue();
    }

    /** The name of the company, for people. */
    String name() throws PeerException {
        JsonNode rows = rpc.read(
                "company.company",
                "read",
                JSON.arrayNode()
                        .add(JSON.arrayNode().add(place().company()))
                        .add(JSON.arrayNode().add("rec_name")),
                context());
        return rows.path(0).path("rec_name").asString("");
    }
}
