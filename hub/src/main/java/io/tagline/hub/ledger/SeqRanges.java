package io.tagline.hub.ledger;

import io.tagline.wire.SeqRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A set of sequence numbers as ascending ranges that neither overlap nor touch. Immutable. */
record SeqRanges(List<SeqRange> ranges) {
    static final SeqRanges NONE = new SeqRanges(List.of());

    SeqRanges {
        ranges = List.copyOf(ranges);
    }

    /** Of any ranges, in any order. */
    static SeqRanges of(Collection<SeqRange> any) {
        List<SeqRange> sorted = new ArrayList<>(any);
        sorted.sort(Comparator.comparingLong(SeqRange::from));
        List<SeqRange> joined = new ArrayList<>();
        for (SeqRange next : sorted) {
            int last = joined.size() - 1;
            if (last >= 0 && next.from() - 1 <= joined.get(last).to()) {
                SeqRange before = joined.get(last);
                joined.set(last, new SeqRange(before.from(), Math.max(before.to(), next.to())));
            } else {
                joined.add(next);
            }
        }
        return new SeqRanges(joined);
    }

    SeqRanges plus(Collection<SeqRange> more) {
        List<SeqRange> all = new ArrayList<>(ranges);
        all.addAll(more);
        return of(all);
    }

    /** What lies between the two, both included, and is not in this set; the lowest ranges, at most so many. */
    List<SeqRange> missing(long from, long to, int most) {
        List<SeqRange> missing = new ArrayList<>();
        long next = from;
        for (SeqRange range : ranges) {
            if (range.to() < next) {
                continue;
            }
            if (range.from() > to || missing.size() == most) {
                break;
            }
            if (range.from() > next) {
                missing.add(new SeqRange(next, range.from() - 1));
            }
            if (range.to() >= to) {
                return missing;
            }
            next = range.to() + 1;
        }
        if (next <= to && missing.size() < most) {
            missing.add(new SeqRange(next, to));
        }
        return missing;
    }

    /** The parts of this set between the two, both included; the lowest ranges, at most so many. */
    List<SeqRange> between(long from, long to, int most) {
        if (from > to) {
            return List.of();
        }
        return ranges.stream()
                .filter(range -> range.to() >= from && range.from() <= to)
                .limit(most)
                .map(range -> new SeqRange(Math.max(from, range.from()), Math.min(to, range.to())))
                .toList();
    }

    /** The highest number in it, 0 if it is empty. */
    long highest() {
        return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).to();
    }

    long size() {
        return ranges.stream().mapToLong(SeqRange::size).sum();
    }

    boolean contains(long seq) {
        return ranges.stream().anyMatch(range -> range.from() <= seq && seq <= range.to());
    }
}
