package io.tagline.edge.journal;

import io.tagline.wire.SeqRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of sequence numbers, kept as ranges: receipts name what they cover, in any order and with holes, since several hub
 * replicas each see a part of a journal. Immutable, so that threads share one by a volatile field.
 */
public final class SeqSet {
    /** Nothing. */
    public static final SeqSet EMPTY = new SeqSet(new long[0]);

    /** First and last of each range in turn, ascending, with at least one number missing between ranges. */
    private final long[] ends;

    private SeqSet(long[] ends) {
        this.ends = ends;
    }

    /** The set with these as well. */
    public SeqSet plus(SeqRange range) {
        int low = 0;
        while (low < ends.length && ends[low + 1] < range.from() - 1) {
            low += 2;
        }
        int high = low;
        long first = range.from();
        long last = range.to();
        while (high < ends.length && ends[high] <= last + 1) {
            first = Math.min(first, ends[high]);
            last = Math.max(last, ends[high + 1]);
            high += 2;
        }
        if (high == low + 2 && ends[low] == first && ends[low + 1] == last) {
            return this;
        }
        return spliced(low, high, first, last);
    }

    /** The set without these. */
    public SeqSet minus(SeqRange range) {
        SeqSet left = EMPTY;
        for (SeqRange each : ranges()) {
            if (each.from() < range.from()) {
                left = left.plus(new SeqRange(each.from(), Math.min(each.to(), range.from() - 1)));
            }
            if (each.to() > range.to()) {
                left = left.plus(new SeqRange(Math.max(each.from(), range.to() + 1), each.to()));
            }
        }
        return left;
    }

    /** Both together. */
    public SeqSet plus(SeqSet other) {
        SeqSet both = this;
        for (SeqRange range : other.ranges()) {
            both = both.plus(range);
        }
        return both;
    }

    /** The ranges between these two numbers, both included, that the set does not hold; at most so many of them. */
    public List<SeqRange> missing(long from, long to, int most) {
        List<SeqRange> missing = new ArrayList<>();
        long next = from;
        for (int i = firstEndingAtOrAfter(from); i < ends.length && next <= to && missing.size() < most; i += 2) {
            if (ends[i] > next) {
                missing.add(new SeqRange(next, Math.min(to, ends[i] - 1)));
            }
            next = Math.max(next, ends[i + 1] + 1);
        }
        if (next <= to && missing.size() < most) {
            missing.add(new SeqRange(next, to));
        }
        return missing;
    }

    /** True if the number is in the set. */
    public boolean contains(long seq) {
        int i = firstEndingAtOrAfter(seq);
        return i < ends.length && ends[i] <= seq;
    }

    /** The last number of the unbroken run from 1; 0 if 1 is missing. */
    public long prefix() {
        return ends.length > 0 && ends[0] == 1 ? ends[1] : 0;
    }

    /** The highest number; 0 if empty. */
    public long highest() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** How many numbers. */
    public long size() {
        long size = 0;
        for (int i = 0; i < ends.length; i += 2) {
            size += ends[i + 1] - ends[i] + 1;
        }
        return size;
    }

    /** How many ranges. */
    public int rangeCount() {
        return ends.length / 2;
    }

    /** The ranges, ascending. */
    public List<SeqRange> ranges() {
        List<SeqRange> ranges = new ArrayList<>(ends.length / 2);
        for (int i = 0; i < ends.length; i += 2) {
            ranges.add(new SeqRange(ends[i], ends[i + 1]));
        }
        return ranges;
    }

    private int firstEndingAtOrAfter(long seq) {
        int low = 0;
        int high = ends.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[2 * middle + 1] < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low;
    }

    private SeqSet spliced(int low, int high, long first, long last) {
        long[] merged = new long[low + 2 + ends.length - high];
        System.arraycopy(ends, 0, merged, 0, low);
        merged[low] = first;
        merged[low + 1] = last;
        System.arraycopy(ends, high, merged, low + 2, ends.length - high);
        return new SeqSet(merged);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeqSet that && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
        return ranges().toString();
    }
}
