package io.tagline.wire;

import java.util.List;
import java.util.UUID;

/**
 * Scans of one journal on their way to the hub, at most {@value #MOST} in a message.
 *
 * @param journal the journal's UUID, born with its file
 */
public record ScanBatch(UUID journal, List<Scan> scans) {
    /** The most scans that a message may carry. */
    public static final int MOST = 100;

    /** @throws IllegalArgumentException for no scans or too many */
    public ScanBatch {
        scans = List.copyOf(scans);
        if (scans.isEmpty() || scans.size() > MOST) {
            throw new IllegalArgumentException("scans: " + scans.size() + " in one message: expected 1 to " + MOST);
        }
    }
}
