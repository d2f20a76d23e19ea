package io.tagline.wire;

import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One tag's passage through a portal, as it crosses the wire. Its identity is (journal, seq), for ever.
 *
 * @param seq place in the agent's journal, from 1
 * @param portal id of the portal at the agent's site
 * @param epc EPC bank contents, hexadecimal, upper case, 2 to 128 digits (8 to 512 bits)
 * @param at when the tag crossed the door line, by the reader's clock corrected by the measured offset
 * @param firstSeen time of the first read that this scan rests on
 * @param lastSeen time of the last one
 * @param reads how many reads it rests on, at least 1
 * @param peakRssiDbm strongest read, dBm; empty if the reader reports none
 * @param confidence 0 to 1
 * @param clockErrorMs estimated error of the times, milliseconds, 0 or more; meaningful when {@code clock} is synced
 */
public record Scan(
        long seq,
        String portal,
        String epc,
        Direction direction,
        Instant at,
        Instant firstSeen,
        Instant lastSeen,
        int reads,
        OptionalDouble peakRssiDbm,
        double confidence,
        ClockQuality clock,
        int clockErrorMs) {
    private static final int LONGEST_EPC_DIGITS = 128;

    /** @throws IllegalArgumentException naming the field, the value and what was expected */
    public Scan {
        require(seq >= 1, "seq", seq, "a number from 1");
        require(AgentAddress.isId(portal), "portal", portal, "an id of lower-case letters, digits and hyphens");
        epc = epc.toUpperCase(Locale.ROOT);
        require(isHex(epc), "epc", epc, "2 to 128 hexadecimal digits, an even number");
        require(reads >= 1, "reads", reads, "1 or more");
        require(confidence >= 0 && confidence <= 1, "confidence", confidence, "0 to 1");
        require(clockErrorMs >= 0, "clockErrorMs", clockErrorMs, "0 or more");
    }

    private static boolean isHex(String text) {
        int length = text.length();
        if (length < 2 || length > LONGEST_EPC_DIGITS || length % 2 != 0) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'F')) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean good, String field, Object value, String expected) {
        if (!good) {
            throw new IllegalArgumentException(
                    field + " \"" + Excerpt.of(String.valueOf(value)) + "\": expected " + expected);
        }
    }
}
