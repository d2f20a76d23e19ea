package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What our user may do at Tryton ({@code ir.model.access}), which would else show with the first record that is refused. */
final class Rights {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NEEDED = List.of("read", "create", "write");

    private final TrytonRpc rpc;
    private final String login;

    Rights(TrytonRpc rpc, String login) {
        this.rpc = rpc;
        this.login = login;
    }

    /** @throws PeerClosedException {@code RIGHTS}, naming every model that it may not read, create or write, parts included */
    void look(Set<String> models) throws PeerException {
        Set<String> asked = new TreeSet<>();
        for (String model : models) {
            asked.add(model);
            TrytonModel.of(model).parts().forEach(part -> asked.add(part.model()));
        }
        ArrayNode names = JSON.arrayNode();
        asked.forEach(names::add);
        JsonNode told =
                rpc.read("ir.model.access", "get_access", JSON.arrayNode().add(names), JSON.objectNode());
        List<String> missing = new ArrayList<>();
        for (String model : asked) {
            List<String> not = NEEDED.stream()
                    .filter(right -> !told.path(model).path(right).asBoolean(true))
                    .toList();
            if (!not.isEmpty()) {
                missing.add(String.join(", ", not) + " " + model);
            }
        }
        if (!missing.isEmpty()) {
            throw new PeerClosedException(
                    Why.RIGHTS,
                    "Tryton's user \"" + login + "\" may not " + String.join("; nor ", missing)
                            + ": expected a user in a group that may, such as Sales");
        }
    }
}
