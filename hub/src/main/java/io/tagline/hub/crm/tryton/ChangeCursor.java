package io.tagline.hub.crm.tryton;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where a sweep through what changed stands, by Tryton's stamps.
 *
 * @param since from when on the sweep looks; empty for all
 * @param newest the newest stamp that was to be seen when a sweep of several pages began; empty before its first page
 * @param place how far it has come; empty before its first page
 */
record ChangeCursor(Optional<Instant> since, Optional<Instant> newest, Optional<Place> place) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A place among changes of equal times too: by stream, then by number. */
    record Place(Instant at, int stream, long id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTime = at.compareTo(other.at);
            int byStream = byTime == 0 ? Integer.compare(stream, other.stream) : byTime;
            return byStream == 0 ? Long.compare(id, other.id) : byStream;
        }
    }

    /** @throws IllegalArgumentException for a text that this connector never gave */
    static ChangeCursor of(Optional<String> text) {
        if (text.isEmpty() || text.get().isEmpty()) {
            return new ChangeCursor(Optional.empty(), Optional.empty(), Optional.empty());
        }
        String[] words = text.get().split(" ", -1);
        try {
            if (words.length == 1) {
                return new ChangeCursor(Optional.of(Instant.parse(words[0])), Optional.empty(), Optional.empty());
            }
            if (words.length == 4) {
                Place place = new Place(Instant.parse(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
                return new ChangeCursor(Optional.empty(), Optional.of(Instant.parse(words[0])), Optional.of(place));
            }
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "cursor \"" + text.get() + "\": expected one that this connector gave", e);
        }
        throw new IllegalArgumentException("cursor \"" + text.get() + "\": expected one that this connector gave");
    }

    ChangeCursor begun(Instant newestSeen, Place reached) {
        return new ChangeCursor(Optional.empty(), Optional.of(newestSeen), Optional.of(reached));
    }

    ChangeCursor at(Place reached) {
        return new ChangeCursor(Optional.empty(), newest, Optional.of(reached));
    }

    /** The sweep is over: where the next one begins. */
    ChangeCursor ended(Optional<Instant> last, Duration overlap) {
        Optional<Instant> restart = newest.or(() -> last).map(at -> at.minus(overlap));
        Optional<Instant> begin =
                restart.filter(at -> since.isEmpty() || at.isAfter(since.get())).or(() -> since);
        return new ChangeCursor(begin, Optional.empty(), Optional.empty());
    }

    /** What of a stream lies ahead. */
    ArrayNode domain(String stamp, int stream) {
        ArrayNode domain = JSON.arrayNode();
        if (place.isPresent()) {
            Place reached = place.get();
            if (stream > reached.stream()) {
                domain.add(clause(stamp, ">=", reached.at()));
            } else if (stream < reached.stream()) {
                domain.add(clause(stamp, ">", reached.at()));
            } else {
                domain.add(JSON.arrayNode()
                        .add("OR")
                        .add(clause(stamp, ">", reached.at()))
                        .add(JSON.arrayNode()
                                .add(clause(stamp, "=", reached.at()))
                                .add(JSON.arrayNode().add("id").add(">").add(reached.id()))));
            }
        } else if (since.isPresent()) {
            domain.add(clause(stamp, ">=", since.get()));
        }
        return domain;
    }

    private static ArrayNode clause(String stamp, String operator, Instant at) {
        return JSON.arrayNode().add(stamp).add(operator).add(Values.moment(at));
    }

    @Override
    public String toString() {
        return place.map(it -> newest.orElse(it.at()) + " " + it.at() + " " + it.stream() + " " + it.id())
                .or(() -> since.map(Instant::toString))
                .orElse("");
    }
}
