package io.tagline.edge.journal;

import io.tagline.edge.time.WallMapping;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.util.OptionalDouble;

/**
 * A scan on its way into the journal: without a number, and its times still elapsed time, so that a clock set while it
 * waited dates it rightly.
 *
 * @param portal id of the portal
 * @param epc EPC bank contents, hexadecimal
 * @param atTick when the tag crossed the door line, elapsed time in nanoseconds; likewise the first and the last read
 * @param reads how many reads it rests on
 * @param peakRssiDbm strongest read, if the reader reports it
 * @param confidence 0 to 1
 */
public record NewScan(
        String portal,
        String epc,
        Direction direction,
        long atTick,
        long firstTick,
        long lastTick,
        int reads,
        OptionalDouble peakRssiDbm,
        double confidence) {
    /** @throws IllegalArgumentException naming the field, the value and what was expected, as {@link Scan} does */
    public NewScan {
        if (!AgentAddress.isId(portal)) {
            throw new IllegalArgumentException("portal \"" + portal + "\": expected an id");
        }
        if (epc.length() < 2 || epc.length() > 128 || epc.length() % 2 != 0 || !isHex(epc)) {
            throw new IllegalArgumentException(
                    "epc \"" + epc + "\": expected 2 to 128 hexadecimal digits, even number");
        }
        if (reads < 1) {
            throw new IllegalArgumentException("reads " + reads + ": expected 1 or more");
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence " + confidence + ": expected 0 to 1");
        }
    }

    Scan numbered(long seq, WallMapping wall) {
        return new Scan(
                seq,
                portal,
                epc,
                direction,
                wall.at(atTick),
                wall.at(firstTick),
                wall.at(lastTick),
                reads,
                peakRssiDbm,
                confidence,
                wall.discipline().quality(),
                wall.errorMsAt(atTick));
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
