package io.tagline.edge.journal;

import io.tagline.edge.time.WallMapping;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.time.Duration;
import java.time.Instant;

/**
 * Scans that were stamped by a clock that was wrong, and by how much: kept beside the scans, whose rows stay as they were written,
 * so that it is one row and one fsync for however many scans.
 *
 * @param scans which numbers; none of them had been handed out when it was made
 * @param shift what their times lack
 * @param clock quality of the clock that told
 * @param errorMs the most that this clock was off, milliseconds
 * @param setAt when it told, by that clock: the error of a scan grows with its age by then
 */
record Correction(SeqRange scans, Duration shift, ClockQuality clock, int errorMs, Instant setAt) {

    boolean covers(long seq) {
        return scans.from() <= seq && seq <= scans.to();
    }

    /** The scan with its times as they were. */
    Scan applied(Scan scan) {
        Instant at = scan.at().plus(shift);
        int error = clock == ClockQuality.SYNCED ? errorMs + WallMapping.driftMs(Duration.between(at, setAt)) : 0;
        return new Scan(
                scan.seq(),
                scan.portal(),
                scan.epc(),
                scan.direction(),
                at,
                scan.firstSeen().plus(shift),
                scan.lastSeen().plus(shift),
                scan.reads(),
                scan.peakRssiDbm(),
                scan.confidence(),
                clock,
                error);
    }
}
