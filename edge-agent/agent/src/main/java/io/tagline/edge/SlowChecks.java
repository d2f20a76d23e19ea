package io.tagline.edge;

import io.tagline.edge.health.Problem;
import io.tagline.edge.journal.JournalStatus;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallMapping;
import io.tagline.edge.uplink.UplinkState;
import io.tagline.edge.uplink.UplinkStatus;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Checks of what becomes a problem by lasting, each on elapsed time, so that a step of the clock neither raises one nor hides it.
 * Each check is asked by several threads, every few seconds.
 */
final class SlowChecks {
    /** Ordinary running leaves a scan waiting for a second; a short outage is drained in this. */
    static final Duration BACKLOG = Duration.ofMinutes(5);

    /** What came once is a problem for so long, and then only counted. */
    static final Duration RECENT = Duration.ofMinutes(10);

    /** Two million scans, nearly three hours at 200 a second. */
    static final long LOW_DISK_BYTES = 256L * 1024 * 1024;

    /** Of a small disk it is this share. */
    private static final int LOW_DISK_SHARE = 10;

    private SlowChecks() {}

    /** On line, and yet scans wait that are old. */
    static Supplier<Optional<Problem>> backlogOld(
            Supplier<UplinkStatus> uplink,
            Supplier<JournalStatus> journal,
            Supplier<WallMapping> clock,
            Ticker ticker) {
        Lasting waiting = new Lasting(
                ticker,
                () -> uplink.get().state() == UplinkState.ONLINE
                        && journal.get()
                                .oldestPendingAt()
                                .map(oldest -> oldest.plus(BACKLOG)
                                        .isBefore(clock.get().wall()))
                                .orElse(false));
        return () -> waiting.longerThan(BACKLOG)
                .map(lasted -> Problem.of(
                        KnownProblem.BACKLOG_OLD,
                        journal.get().pending() + " scans wait, the oldest of "
                                + journal.get()
                                        .oldestPendingAt()
                                        .map(Object::toString)
                                        .orElse("just now")));
    }

    /** The journal's disk has little left. */
    static Supplier<Optional<Problem>> diskLow(Supplier<Health.DiskHealth> disk) {
        return () -> {
            Health.DiskHealth now = disk.get();
            boolean low = now.freeBytes() < Math.min(LOW_DISK_BYTES, now.totalBytes() / LOW_DISK_SHARE);
            return low
                    ? Optional.of(Problem.of(
                            KnownProblem.DISK_LOW,
                            now.freeBytes() + " of " + now.totalBytes() + " bytes are free on the disk of the journal"))
                    : Optional.empty();
        };
    }

    /** The reserve can't be made again: there is no room for it. */
    static Supplier<Optional<Problem>> reserveMissing(File reserve, Ticker ticker) {
        Lasting missing = new Lasting(ticker, () -> !reserve.exists());
        return () -> missing.longerThan(Duration.ofSeconds(30))
                .map(lasted -> Problem.of(
                        KnownProblem.RESERVE_MISSING, reserve + " is not there: the disk has no room for it"));
    }

    /** Readers whose clocks are off for sure; a gateway that follows no time source can't say so of others. */
    static Supplier<List<Problem>> readerClocks(
            Supplier<List<Health.ReaderHealth>> readers, Supplier<WallMapping> clock, Duration limit) {
        return () -> clock.get().discipline().quality() != ClockQuality.SYNCED
                ? List.of()
                : readers.get().stream()
                        .flatMap(reader -> reader.clock().stream()
                                .filter(known -> Math.abs(known.aheadMs()) - known.errorMs() > limit.toMillis())
                                .map(known -> clockOff(reader.id(), known)))
                        .toList();
    }

    private static Problem clockOff(String reader, Health.ReaderClock clock) {
        return new Problem(
                KnownProblem.READER_CLOCK_OFF.code(),
                reader,
                reader + ": its clock is " + Math.abs(clock.aheadMs()) + " ms "
                        + (clock.aheadMs() < 0 ? "behind" : "ahead of") + " the gateway's, give or take "
                        + clock.errorMs() + " ms");
    }

    /** Something was counted lately that ought not to come at all. */
    static Supplier<Optional<Problem>> counted(KnownProblem known, LongSupplier total, String what, Ticker ticker) {
        Growth growth = new Growth(ticker, total);
        return () -> growth.within(RECENT)
                ? Optional.of(Problem.of(known, total.getAsLong() + " " + what))
                : Optional.empty();
    }
}
