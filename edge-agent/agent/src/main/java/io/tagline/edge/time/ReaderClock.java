package io.tagline.edge.time;

import java.time.Duration;
import java.util.Optional;

/**
 * Maps the microseconds of one reader's clock (UTC or uptime: only the offset matters) to the agent's elapsed time. One for
 * each connection and each kind of stamp; confined to the reader's thread.
 *
 * <p>A stamp is received some delay after the reader took it, never before. So the least difference (receive time less
 * stamp) is the offset of the clocks plus the shortest delay. That minimum is held; it falls at once when a faster report
 * shows a smaller one, and rises by at most {@value #DRIFT_PPM} ppm, which is more than two quartz clocks drift apart. A
 * backlog that the reader, TCP or our own back-pressure held for minutes therefore keeps the times at which the tags were
 * seen; a window that forgot the minimum would restamp it to now.
 *
 * <p>A reader's clock may also be stepped in mid-connection. A step forward is believed once {@value #AGREEING} stamps in
 * a row agree on it (one alone may be a corrupt stamp), and until then those reads get their receive time. A step back
 * looks like a backlog, but a backlog goes on from where it stopped: a report that is older than the one before it on the same
 * connection shows a step, which is believed when the difference has stayed the same for 3 s, and until then those reads get
 * their receive time. If the step fell between connections, a backlog catches up and a stepped clock stays behind: it is
 * believed when the difference has stayed the same for 20 s. Stamps of more than a week ago are no backlog but another clock, and one that repeats the same
 * stamp is no clock: those reads get their receive time, too.
 */
public final class ReaderClock {
    private static final int DRIFT_PPM = 200;
    private static final int AGREEING = 3;
    private static final int MILLION = 1_000_000;

    /** Year 2255 in microseconds: a stamp beyond it, or a negative one, is garbage, and sums with it could overflow. */
    private static final long LAST_PLAUSIBLE_MICROS = 1L << 53;

    /** Further apart than this is not delay and drift but another clock. */
    private static final long STEP_MICROS = Duration.ofSeconds(5).toMillis() * 1_000;

    /** No reader holds reads for longer: a stamp this old is from another clock, or none. */
    private static final long OLDEST_MICROS = Duration.ofDays(7).toMillis() * 1_000;

    private static final long STILL_MICROS = Duration.ofSeconds(1).toMillis() * 1_000;

    /** Differences this close are the same: reports are batched by up to a second. */
    private static final long SAME_MICROS = Duration.ofSeconds(2).toMillis() * 1_000;

    /** Of many reports the fastest took less: they are batched by up to a second. */
    private static final long SLOWEST_FAST_REPORT_MICROS = Duration.ofSeconds(1).toMillis() * 1_000;

    private static final long STEP_BACK_AFTER_MICROS = Duration.ofSeconds(20).toMillis() * 1_000;

    /** Reports that overlap, since tags or antennas are gathered in turn, do so by less. */
    private static final long BACK_MICROS = Duration.ofSeconds(1).toMillis() * 1_000;

    /** As above, once a report was older than the one before: what else it could be, reports out of order, is over sooner. */
    private static final long WENT_BACK_AFTER_MICROS = Duration.ofSeconds(3).toMillis() * 1_000;

    // the offset believed in: receive time less stamp, microseconds
    private boolean known;
    private long offsetMicros;
    private long offsetAsOf;

    // the least that the offset can be, from an answer; it loosens as the clocks drift
    private boolean bounded;
    private long leastMicros;
    private long leastAsOf;

    // another offset that the latest stamps agree on, not yet believed
    private int candidates;
    private long firstCandidateMicros;
    private long candidateMicros;
    private long candidateSince;

    // the newest stamp, and since when it is the same
    private long lastStamp = -1;
    private long lastStampSince;
    private int repeats;

    // reports of one connection come in the order of their times
    private long reportMicros = -1;
    private long floorMicros = -1;
    private boolean wentBack;

    private int steps;

    /**
     * As {@link #observe}, of the newest stamp of a report. The others lie as far before it as their stamps do, but for those
     * that {@link #isBeforeLastReport}.
     */
    public long observeReport(long readerMicros, long receiveTick) {
        if (plausible(readerMicros)) {
            floorMicros = reportMicros - STEP_MICROS;
            if (readerMicros < reportMicros - BACK_MICROS) {
                wentBack = true;
                candidates = 0;
            }
            reportMicros = readerMicros;
        }
        return observe(readerMicros, receiveTick);
    }

    /** Whether this stamp of the last report is older than the report before it: the clock was stepped in between. */
    public boolean isBeforeLastReport(long readerMicros) {
        return readerMicros < floorMicros;
    }

    /**
     * Learns from the stamp of an event such as the greeting, and maps it.
     *
     * @param readerMicros the reader's stamp, microseconds since 1970 or since the reader started
     * @param receiveTick when the report was read from the socket, elapsed time
     * @return when the reader took the stamp, elapsed time, never after {@code receiveTick}
     */
    public long observe(long readerMicros, long receiveTick) {
        if (!plausible(readerMicros)) {
            return receiveTick;
        }
        long now = receiveTick / 1_000;
        if (standsStill(readerMicros, now)) {
            return receiveTick;
        }
        long difference = now - readerMicros;
        if (!known) {
            believe(difference, now);
            return receiveTick;
        }
        long risen = offsetMicros + Math.max(0, now - offsetAsOf) / (MILLION / DRIFT_PPM);
        long excess = difference - offsetMicros;
        if (wentBack && excess > BACK_MICROS) {
            return stayedBack(difference, now) ? toTick(readerMicros) : receiveTick;
        }
        wentBack = false;
        if (excess < -STEP_MICROS || excess > OLDEST_MICROS) {
            return stepped(difference, now) ? toTick(readerMicros) : receiveTick;
        }
        if (excess > STEP_MICROS && stayedBehind(difference, now)) {
            return toTick(readerMicros);
        }
        if (excess <= STEP_MICROS) {
            candidates = 0;
        }
        offsetMicros = Math.min(difference, risen);
        offsetAsOf = now;
        return Math.min(toTick(readerMicros), receiveTick);
    }

    /**
     * Maps a stamp without learning from it.
     *
     * @throws IllegalStateException before the first {@link #observe}
     */
    public long toTick(long readerMicros) {
        if (!known) {
            throw new IllegalStateException("no stamp of this reader was observed yet; expected its greeting first");
        }
        return (readerMicros + offsetMicros) * 1_000;
    }

    /**
     * Learns from the stamp of an answer, as {@link #observe}: the reader took it after it was asked for, which bounds the offset from
     * the other side. The greeting answers our dialling.
     *
     * @param askedTick when we asked, elapsed time
     */
    public long observeAnswer(long readerMicros, long askedTick, long receiveTick) {
        long tick = observe(readerMicros, receiveTick);
        long least = askedTick / 1_000 - readerMicros;
        if (known && least <= offsetMicros && offsetMicros - least < SLOWEST_FAST_REPORT_MICROS) {
            bounded = true;
            leastMicros = least;
            leastAsOf = receiveTick / 1_000;
        }
        return tick;
    }

    /** The bounds of the offset; meaningless for uptime stamps. Empty before the first stamp. */
    public Optional<ClockOffset> offset() {
        if (!known) {
            return Optional.empty();
        }
        long least = offsetMicros - SLOWEST_FAST_REPORT_MICROS;
        if (bounded) {
            long drift = Math.max(0, offsetAsOf - leastAsOf) / (MILLION / DRIFT_PPM);
            least = Math.max(least, Math.min(leastMicros - drift, offsetMicros));
        }
        return Optional.of(new ClockOffset(least, offsetMicros, offsetAsOf * 1_000));
    }

    /** How many steps of the reader's clock were believed. */
    public int steps() {
        return steps;
    }

    /** Whether a stamp can be a time at all. */
    public static boolean plausible(long readerMicros) {
        return readerMicros >= 0 && readerMicros <= LAST_PLAUSIBLE_MICROS;
    }

    /** A clock that shows the same microsecond for a second, report after report, is none. */
    private boolean standsStill(long readerMicros, long now) {
        if (readerMicros != lastStamp) {
            lastStamp = readerMicros;
            lastStampSince = now;
            repeats = 0;
            return false;
        }
        repeats++;
        return repeats >= AGREEING && now - lastStampSince > STILL_MICROS;
    }

    private boolean stepped(long difference, long now) {
        follow(difference, now);
        return candidates >= AGREEING && step(now);
    }

    private boolean stayedBehind(long difference, long now) {
        follow(difference, now);
        return candidates >= AGREEING && now - candidateSince >= STEP_BACK_AFTER_MICROS && step(now);
    }

    private boolean stayedBack(long difference, long now) {
        follow(difference, now);
        return candidates >= AGREEING && now - candidateSince >= WENT_BACK_AFTER_MICROS && step(now);
    }

    private void follow(long difference, long now) {
        if (candidates > 0 && Math.abs(difference - firstCandidateMicros) <= SAME_MICROS) {
            candidates++;
            candidateMicros = Math.min(candidateMicros, difference);
        } else {
            candidates = 1;
            firstCandidateMicros = difference;
            candidateMicros = difference;
            candidateSince = now;
        }
    }

    private boolean step(long now) {
        steps++;
        believe(candidateMicros, now);
        return true;
    }

    private void believe(long offset, long now) {
        known = true;
        bounded = false;
        offsetMicros = offset;
        offsetAsOf = now;
        candidates = 0;
        wentBack = false;
    }
}
