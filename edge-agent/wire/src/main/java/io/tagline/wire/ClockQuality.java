package io.tagline.wire;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Whether the gateway's clock followed a time source when a scan was stamped. On the wire in lower case. */
public enum ClockQuality {
    /** Disciplined by NTP or PTP; the error is the kernel's estimate. */
    SYNCED,
    /** Running free: the time may be off by any amount, order on one agent still holds. */
    FREE;

    /** Before the first agent was made: a clock that shows an earlier time has not been set since it was switched on. */
    public static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The word on the wire: {@code synced} or {@code free}. */
    public String code() {
        return code;
    }

    /** The quality with this code, or empty if there is none. */
    public static Optional<ClockQuality> ofCode(String code) {
        for (ClockQuality quality : values()) {
            if (quality.code.equals(code)) {
                return Optional.of(quality);
            }
        }
        return Optional.empty();
    }
}
