package io.tagline.wire;

import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A scans message as the hub reads it: one bad scan does not spoil the others.
 *
 * @param scans those that are valid, in the order of the message
 * @param refused the others, each with its reason
 */
public record ReceivedScans(UUID journal, List<Scan> scans, List<Refused> refused) {
    public ReceivedScans {
        scans = List.copyOf(scans);
        refused = List.copyOf(refused);
    }

    /**
     * A scan that is not valid.
     *
     * @param index its place in the message, from 0
     * @param seq its sequence number, where that could be read
     * @param reason names the field, the value and what was expected
     */
    public record Refused(int index, OptionalLong seq, String reason) {}
}
