package io.tagline.edge.journal;

import io.tagline.edge.time.WallMapping;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives scans their true times when the clock is set after they were journaled, as after a boot without a battery and without the
 * network. Only scans that this process has stamped, since it knows by how much its clock was off then, and only those that were
 * never handed out: what the hub may have is never changed. Safe for any thread.
 */
final class Redating {
    private static final Logger log = LoggerFactory.getLogger(Redating.class);

    /** Stamps by clocks this close are by the same: a step that matters is larger. */
    private static final long SAME_MS = 100;

    /** Steps of a free clock that are remembered; scans from before the oldest go out as they were stamped. */
    private static final int MOST_SPANS = 64;

    /** Holes that handed-out scans leave are few, since the lowest go first. */
    private static final int MOST_RANGES = 256;

    private List<Correction> corrections;
    private final Deque<Span> spans = new ArrayDeque<>();
    private SeqSet handedOut = SeqSet.EMPTY;

    Redating(List<Correction> saved) {
        this.corrections = List.copyOf(saved);
    }

    /** Scans stamped by one setting of a clock that nobody vouched for. */
    private record Span(SeqRange scans, WallMapping stampedBy) {}

    /** Puts corrections on disk. */
    interface Store {
        void save(List<Correction> corrections) throws SQLException;
    }

    /** Scans were put on disk, dated by this mapping. */
    synchronized void stamped(SeqRange scans, WallMapping by) {
        if (by.discipline().quality() == ClockQuality.SYNCED) {
            return;
        }
        Span last = spans.peekLast();
        if (last != null
                && last.scans().to() + 1 == scans.from()
                && last.stampedBy().shiftTo(by).abs().toMillis() <= SAME_MS) {
            spans.removeLast();
            spans.addLast(new Span(new SeqRange(last.scans().from(), scans.to()), last.stampedBy()));
        } else {
            spans.addLast(new Span(scans, by));
            if (spans.size() > MOST_SPANS) {
                spans.removeFirst();
            }
        }
    }

    /** True if there are scans that a clock set in the meantime could correct. */
    synchronized boolean isWaiting() {
        return !spans.isEmpty();
    }

    /** True if scans are dated as none can be, and the clock still is: it is worth a moment's wait for its time source. */
    synchronized boolean isWaitingForAClock(WallMapping now) {
        return now.isImpossible()
                && spans.stream().anyMatch(span -> span.stampedBy().isImpossible());
    }

    /** What the journal holds, as it goes out: from here on these scans stay as they are. */
    synchronized List<Scan> handOut(Supplier<List<Scan>> read) {
        List<Scan> scans = read.get();
        if (!spans.isEmpty()) {
            for (Scan scan : scans) {
                handedOut = handedOut.plus(new SeqRange(scan.seq(), scan.seq()));
            }
        }
        return scans.stream().map(this::corrected).toList();
    }

    /** A scan with what was learned of its time since it was written. */
    synchronized Scan corrected(Scan scan) {
        Scan corrected = scan;
        for (Correction correction : corrections) {
            corrected = correction.covers(scan.seq()) ? correction.applied(corrected) : corrected;
        }
        return corrected;
    }

    /**
     * Corrects what this mapping can tell the time of: all if the clock follows a source now, else what was dated as none can be.
     * Takes an fsync if there is something, and is to be called again if it fails.
     */
    synchronized void correct(WallMapping now, Store store) throws SQLException {
        boolean synced = now.discipline().quality() == ClockQuality.SYNCED;
        List<Correction> made = new ArrayList<>();
        List<Span> kept = new ArrayList<>();
        for (Span span : spans) {
            if (synced || (span.stampedBy().isImpossible() && !now.isImpossible())) {
                List<SeqRange> unsent =
                        handedOut.missing(span.scans().from(), span.scans().to(), MOST_RANGES);
                Duration shift = span.stampedBy().shiftTo(now);
                unsent.forEach(range -> made.add(correction(range, shift, now)));
                if (!synced) {
                    kept.add(new Span(span.scans(), now));
                }
            } else {
                kept.add(span);
            }
        }
        if (made.isEmpty() && kept.size() == spans.size()) {
            return;
        }
        if (!made.isEmpty()) {
            store.save(made);
            List<Correction> all = new ArrayList<>(corrections);
            all.addAll(made);
            corrections = List.copyOf(all);
            tell(made);
        }
        spans.clear();
        spans.addAll(kept);
        if (kept.isEmpty()) {
            handedOut = SeqSet.EMPTY;
        }
    }

    private static Correction correction(SeqRange scans, Duration shift, WallMapping now) {
        return new Correction(
                scans, shift, now.discipline().quality(), now.discipline().errorMs(), now.wall());
    }

    private static void tell(List<Correction> made) {
        for (Correction correction : made) {
            log.atInfo()
                    .addKeyValue("scans", correction.scans())
                    .addKeyValue("shift", correction.shift())
                    .addKeyValue("clock", correction.clock().code())
                    .log("the clock was set: scans not yet sent get their true times");
        }
    }
}
