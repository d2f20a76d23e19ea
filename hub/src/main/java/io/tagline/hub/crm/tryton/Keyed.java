package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.PeerException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All records with a key of ours, page by page: by key as Tryton sorts it (parties by the key's length first),
 * notes by number. Confined to one call. */
final class Keyed {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Reader reader;
    private final TrytonModel model;
    private final ObjectNode context;

    Keyed(Reader reader, TrytonModel model, ObjectNode context) {
        this.reader = reader;
        this.model = model;
        this.context = context;
    }

    /** Looks for records by their keys. */
    @FunctionalInterface
    interface Finder {
        List<Found> find(String model, Collection<String> keys, Set<String> fields) throws PeerException;
    }

    List<Found> page(Optional<String> after, Set<String> wanted, int most, Finder finder) throws PeerException {
        List<Found> page = new ArrayList<>();
        boolean byNumber = model.keys() == Keys.IN_TEXT;
        String from = byNumber ? number(after, finder) : after.orElse("");
        while (page.size() < most) {
            int room = most - page.size();
            List<Reader.Dated> rows =
                    reader.keyed(model, byNumber ? numbered(from) : above(from), room, wanted, context);
            rows.forEach(row -> page.add(row.found()));
            if (rows.size() < room) {
                break;
            }
            from = byNumber
                    ? rows.get(rows.size() - 1).found().remoteId()
                    : rows.get(rows.size() - 1).rawKey();
            if (!byNumber) {
                completed(page, from, wanted);
            }
            page.removeIf(found -> found.key().isEmpty());
        }
        page.removeIf(found -> found.key().isEmpty());
        return page;
    }

    /** The next page begins after the last key of this: so all that have it are on this one. */
    private void completed(List<Found> page, String key, Set<String> wanted) throws PeerException {
        Set<String> there = new java.util.HashSet<>();
        page.forEach(found -> there.add(found.remoteId()));
        for (Found found : reader.search(
                model,
                Rows.domain(model.keyField(), "=", JSON.stringNode(key)),
                Optional.empty(),
                Rows.ascending("id"),
                wanted,
                context)) {
            if (there.add(found.remoteId())) {
                page.add(found);
            }
        }
    }

    private ArrayNode above(String key) {
        ArrayNode greater = JSON.arrayNode().add(model.keyField()).add(">").add(key);
        if (!model.byLength() || key.isEmpty()) {
            return JSON.arrayNode().add(greater);
        }
        // "_" is one sign: those of the same length that are greater, and all that are longer
        ArrayNode asLong = JSON.arrayNode().add(model.keyField()).add("like").add("_".repeat(key.length()));
        ArrayNode longer = JSON.arrayNode().add(model.keyField()).add("like").add("_".repeat(key.length() + 1) + "%");
        return JSON.arrayNode()
                .add("OR")
                .add(JSON.arrayNode().add(asLong).add(greater))
                .add(longer);
    }

    private ArrayNode numbered(String from) {
        return Rows.domain(model.keyField(), "like", JSON.stringNode("%[tagline:%"))
                .add(JSON.arrayNode().add("id").add(">").add(Long.parseLong(from)));
    }

    private String number(Optional<String> after, Finder finder) throws PeerException {
        if (after.isEmpty()) {
            return "0";
        }
        return finder.find(model.name(), List.of(after.get()), Set.of()).stream()
                .map(Found::remoteId)
                .max(java.util.Comparator.comparingLong(Long::parseLong))
                .orElse("0");
    }
}
