package io.tagline.hub.care;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last line of a page of a customer's timeline: the next page begins after it. Lines of one millisecond are in the order of their
 * kinds, ids and numbers, so that no page leaves one out, and none is on two.
 */
public record TimelineCursor(Instant at, TimelineEntry.Kind kind, UUID id, int seq) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})_([a-z]+)_([0-9a-f-]{36})_([0-9]{1,9})");
    private static final UUID LOWEST = new UUID(0, 0);
    private static final UUID HIGHEST = new UUID(-1, -1);

    static TimelineCursor of(TimelineEntry entry) {
        return new TimelineCursor(entry.at(), entry.kind(), entry.id(), entry.seq());
    }

    /** As it goes through addresses and answers. */
    public String text() {
        return at.toEpochMilli() + "_" + kind.code() + "_" + id + "_" + seq;
    }

    /** What {@link #text} has made; empty for anything else. */
    public static Optional<TimelineCursor> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(parts.group(3));
            return Arrays.stream(TimelineEntry.Kind.values())
                    .filter(kind -> kind.code().equals(parts.group(2)))
                    .findFirst()
                    .map(kind -> new TimelineCursor(
                            Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                            kind,
                            id,
                            Integer.parseInt(parts.group(4))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Before what lines of one kind are still to come: an earlier time, or the same with a lower id, or a lower number. */
    record Bound(long atMs, UUID id, int seq) {}

    static Bound bound(Optional<TimelineCursor> after, TimelineEntry.Kind kind) {
        if (after.isEmpty()) {
            return new Bound(Long.MAX_VALUE, LOWEST, 0);
        }
        TimelineCursor last = after.get();
        int order = kind.compareTo(last.kind());
        UUID id = order == 0 ? last.id() : order < 0 ? HIGHEST : LOWEST;
        return new Bound(last.at().toEpochMilli(), id, order == 0 ? last.seq() : 0);
    }
}
