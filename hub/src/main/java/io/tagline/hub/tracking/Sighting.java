package io.tagline.hub.tracking;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.Scan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A scan and where it comes from: its journal, which makes its sequence number an identity, and its site, which gives its
 * portal a meaning.
 *
 * @param scan as the agent sent it
 * @param at when the parcel passed, to the millisecond: what the scan says, unless that can not be ({@link PassageTime})
 */
public record Sighting(UUID journal, String site, Scan scan, Instant at) {

    /** A scan that came just now. */
    public static Sighting received(UUID journal, String site, Scan scan, Instant receivedAt) {
        return new Sighting(journal, site, scan, PassageTime.of(scan, receivedAt));
    }

    /** What the gateway's clock said, where that can not be. */
    public Optional<Instant> stampedAt() {
        Instant stamped = scan.at().truncatedTo(ChronoUnit.MILLIS);
        return stamped.equals(at) ? Optional.empty() : Optional.of(stamped);
    }

    /**
     * True if both tell of one passage, whatever journal and number they came under. Times count only where both clocks were synced:
     * an agent may send a scan again with its time set right.
     */
    public boolean isSamePassageAs(Sighting other) {
        Scan that = other.scan;
        boolean timesCount = scan.clock() == ClockQuality.SYNCED && that.clock() == ClockQuality.SYNCED;
        return site.equals(other.site)
                && scan.portal().equals(that.portal())
                && scan.epc().equals(that.epc())
                && scan.direction() == that.direction()
                && (!timesCount || scan.at().toEpochMilli() == that.at().toEpochMilli());
    }
}
