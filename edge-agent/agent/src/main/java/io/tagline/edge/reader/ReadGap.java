package io.tagline.edge.reader;

import java.util.List;

/**
 * Reads that a reader lost since its memory was full. Ticks are on the agent's elapsed time.
 *
 * @param times how often the memory ran over since the agent started
 * @param saidTick when the reader said so last: what it still sends from before is none of the gap's end
 * @param fromTick the newest read before it; when the reader said so if there was none
 * @param toTick the oldest read after it; when the reader said so until there is one
 * @param ended whether there was a read after it
 * @param newestTick the newest read of all
 */
record ReadGap(int times, long saidTick, long fromTick, long toTick, boolean ended, long newestTick) {

    private static final long NEVER = Long.MIN_VALUE;

    /** Nothing lost yet; the reads before a gap tell where it begins. */
    static final ReadGap NONE = new ReadGap(0, NEVER, NEVER, NEVER, true, NEVER);

    /** The reader says that it loses reads; one that says so again before a read came through is in the same gap. */
    ReadGap overflow(long tick) {
        long before = newestTick == NEVER ? tick : Math.min(newestTick, tick);
        return new ReadGap(times + 1, tick, ended ? before : fromTick, tick, false, newestTick);
    }

    /** Reads came, at least one. */
    ReadGap heard(List<TagRead> reads) {
        long newest = newestTick;
        long before = fromTick;
        long after = Long.MAX_VALUE;
        for (TagRead read : reads) {
            long tick = read.tickNanos();
            newest = Math.max(newest, tick);
            if (tick > saidTick) {
                after = Math.min(after, tick);
            } else {
                before = Math.max(before, tick);
            }
        }
        if (ended) {
            return new ReadGap(times, saidTick, fromTick, toTick, true, newest);
        }
        boolean over = after != Long.MAX_VALUE;
        return new ReadGap(times, saidTick, before, over ? after : toTick, over, newest);
    }
}
