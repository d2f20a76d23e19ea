package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changed, from a place on. Tryton stamps a record when the transaction began, by the database's clock, and shows it when that
 * has ended: so a sweep begins again a good transaction's length before the newest stamp that the sweep before it could see.
 * {@code write_date} is null until the first edit, and a party's own doesn't move when somebody edits its address alone: so there are
 * several streams, merged by time. What is deleted leaves no trace. Confined to one call of the peer.
 */
final class Changes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TrytonRpc rpc;
    private final Reader reader;
    private final TrytonModel model;
    private final ObjectNode context;
    private final Duration overlap;
    private final List<Stream> streams = new ArrayList<>();

    /**
     * Records by one of their stamps.
     *
     * @param owner the field that leads to the record of the model itself
     */
    private record Stream(int index, String model, String owner, boolean written) {
        String stamp() {
            return written ? "write_date" : "create_date";
        }
    }

    /** A change in a stream: of which record of the model. */
    private record Entry(ChangeCursor.Place place, long owner) {}

    Changes(TrytonRpc rpc, Reader reader, TrytonModel model, ObjectNode context, Duration overlap) {
        this.rpc = rpc;
        this.reader = reader;
        this.model = model;
        this.context = context;
        this.overlap = overlap;
        add(model.name(), "id");
        model.parts().stream()
                .map(part -> List.of(part.model(), part.owner()))
                .distinct()
                .forEach(it -> add(it.get(0), it.get(1)));
    }

    private void add(String of, String owner) {
        streams.add(new Stream(streams.size(), of, owner, true));
        streams.add(new Stream(streams.size(), of, owner, false));
    }

    ChangePage page(Optional<String> cursor, Set<String> wanted, int most) throws PeerException {
        ChangeCursor from = ChangeCursor.of(cursor);
        List<Entry> entries = new ArrayList<>();
        for (Stream stream : streams) {
            entries.addAll(entries(stream, from, Optional.of(most + 1), true));
        }
        entries.sort(Comparator.comparing(Entry::place));
        boolean more = entries.size() > most;
        List<Entry> taken = more ? entries.subList(0, most) : entries;
        return new ChangePage(found(taken, wanted), next(from, taken, more).toString(), more);
    }

    private ChangeCursor next(ChangeCursor from, List<Entry> taken, boolean more) throws PeerException {
        if (taken.isEmpty()) {
            return from.ended(Optional.empty(), overlap);
        }
        ChangeCursor.Place last = taken.get(taken.size() - 1).place();
        if (!more) {
            return from.ended(Optional.of(last.at()), overlap);
        }
        return from.newest().isPresent() ? from.at(last) : from.begun(newest(last.at()), last);
    }

    /** The newest stamp that is to be seen. */
    private Instant newest(Instant atLeast) throws PeerException {
        Instant newest = atLeast;
        for (Stream stream : streams) {
            for (Entry entry : entries(stream, ChangeCursor.of(Optional.empty()), Optional.of(1), false)) {
                newest = entry.place().at().isAfter(newest) ? entry.place().at() : newest;
            }
        }
        return newest;
    }

    private List<Entry> entries(Stream stream, ChangeCursor from, Optional<Integer> limit, boolean ascending)
            throws PeerException {
        ArrayNode domain = from.domain(stream.stamp(), stream.index());
        domain.add(
                stream.written()
                        ? JSON.arrayNode().add("write_date").add("!=").addNull()
                        : JSON.arrayNode().add("write_date").add("=").addNull());
        String direction = ascending ? "ASC" : "DESC";
        ArrayNode order = JSON.arrayNode()
                .add(JSON.arrayNode().add(stream.stamp()).add(direction))
                .add(JSON.arrayNode().add("id").add(direction));
        List<Entry> entries = new ArrayList<>();
        for (JsonNode row : Rows.searched(
                rpc,
                stream.model(),
                domain,
                limit,
                order,
                new TreeSet<>(List.of("id", stream.owner(), stream.stamp())),
                context)) {
            Instant at = Values.stamp(row.path(stream.stamp())).orElse(Instant.EPOCH);
            long owner = row.path(stream.owner()).asLong(0);
            entries.add(new Entry(
                    new ChangeCursor.Place(at, stream.index(), row.path("id").asLong()), owner));
        }
        return entries;
    }

    /** The records as they are now, each at the place of its last change. */
    private List<Found> found(List<Entry> entries, Set<String> wanted) throws PeerException {
        Map<Long, Instant> last = new LinkedHashMap<>();
        for (Entry entry : entries) {
            last.remove(entry.owner());
            last.put(entry.owner(), entry.place().at());
        }
        Map<Long, Found> there = new TreeMap<>();
        if (!last.isEmpty()) {
            reader.byIds(model, last.keySet(), wanted, context)
                    .forEach(found -> there.put(Long.parseLong(found.remoteId()), found));
        }
        List<Found> changes = new ArrayList<>();
        last.forEach((id, at) -> {
            Found found = there.get(id);
            if (found != null) {
                changes.add(dated(found, at));
            }
        });
        return changes;
    }

    private static Found dated(Found found, Instant at) {
        Instant changedAt = at.isAfter(found.changedAt()) ? at : found.changedAt();
        return new Found(
                found.model(),
                found.remoteId(),
                found.key(),
                Optional.of(changedAt.toString()),
                changedAt,
                false,
                found.fields());
    }
}
