package io.tagline.wire;

import java.util.ArrayList;
import java.util.List;

/** Sequence numbers of one journal, both ends included. Sequences start at 1. */
public record SeqRange(long from, long to) {
    /** @throws IllegalArgumentException unless 1 ≤ from ≤ to */
    public SeqRange {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("range [" + from + "," + to + "]: expected 1 <= from <= to");
        }
    }

    /** How many sequence numbers it names. */
    public long size() {
        return to - from + 1;
    }

    /** The fewest ranges that name these sequence numbers, which must ascend; repeats are allowed. */
    public static List<SeqRange> covering(long... ascending) {
        List<SeqRange> ranges = new ArrayList<>();
        int i = 0;
        while (i < ascending.length) {
            long from = ascending[i];
            long to = from;
            for (i++; i < ascending.length && ascending[i] <= to + 1; i++) {
                to = Math.max(to, ascending[i]);
            }
            ranges.add(new SeqRange(from, to));
        }
        return ranges;
    }
}
