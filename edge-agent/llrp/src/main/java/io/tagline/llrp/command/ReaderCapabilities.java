package io.tagline.llrp.command;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import java.util.List;
import java.util.Optional;

/**
 * What a reader says it is and can. Health shows it; the ROSpec is fitted to it.
 *
 * @param antennas how many it has, 0 when it did not say
 * @param utcClock whether its times are UTC; else they count from its start
 * @param manufacturer IANA Private Enterprise Number: 25882 Impinj, 161 Motorola/Zebra
 * @param model the manufacturer's number for it
 * @param hopping whether the region makes it hop between channels
 */
public record ReaderCapabilities(
        int antennas,
        boolean utcClock,
        long manufacturer,
        long model,
        String firmware,
        int inputs,
        int outputs,
        boolean hopping,
        List<PowerLevel> powerLevels) {

    /** A step of the reader's power table. */
    public record PowerLevel(int index, int centiDbm) {}

    public ReaderCapabilities {
        powerLevels = List.copyOf(powerLevels);
    }

    /** For a reader that would not say. */
    public static ReaderCapabilities unknown() {
        return new ReaderCapabilities(0, true, 0, 0, "", 0, 0, false, List.of());
    }

    /**
     * Reads a GET_READER_CAPABILITIES_RESPONSE: with LTK, or, where LTK cannot (a TLV of 4,096 bytes or more, a number that it has no
     * name for, another order), parameter by parameter.
     */
    public static ReaderCapabilities read(LlrpFrame response) throws LlrpBodyException {
        try {
            return LtkCapabilities.read(response);
        } catch (LtkCannotException e) {
            return WalkedCapabilities.read(response);
        }
    }

    /** The strongest level that is not above the wanted power, or the weakest of all; empty when the reader named none. */
    public Optional<PowerLevel> levelFor(double dbm) {
        Optional<PowerLevel> best = Optional.empty();
        for (PowerLevel level : powerLevels) {
            boolean fits = level.centiDbm() <= Math.round(dbm * 100);
            if (best.isEmpty()) {
                best = Optional.of(level);
                continue;
            }
            int bestCenti = best.get().centiDbm();
            boolean bestFits = bestCenti <= Math.round(dbm * 100);
            boolean better =
                    fits == bestFits ? (fits ? level.centiDbm() > bestCenti : level.centiDbm() < bestCenti) : fits;
            if (better) {
                best = Optional.of(level);
            }
        }
        return best;
    }

    @Override
    public String toString() {
        return "manufacturer " + manufacturer + ", model " + model + ", firmware " + firmware + ", " + antennas
                + " antennas, " + (utcClock ? "UTC clock" : "no clock");
    }
}
