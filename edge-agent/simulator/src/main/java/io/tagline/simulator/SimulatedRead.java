package io.tagline.simulator;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One observation of one tag by one antenna, as the radio makes it.
 *
 * @param atMicros microseconds since the reader was switched on, or since the scenario began where a scenario says it
 * @param epcHex EPC memory as hex digits, a multiple of 4 of them (16-bit words), 4 to 124
 * @param antenna from 1 on
 * @param rssiDbm -128 to 127, as LLRP carries it
 * @param channelIndex from 1 on
 */
public record SimulatedRead(long atMicros, String epcHex, int antenna, int rssiDbm, int channelIndex) {
    private static final Pattern EPC = Pattern.compile("(?:[0-9a-f]{4}){1,31}");

    public SimulatedRead {
        epcHex = checkedEpc(epcHex);
        if (antenna < 1) {
            throw new IllegalArgumentException("antenna is " + antenna + "; expected 1 or more");
        }
        if (rssiDbm < Byte.MIN_VALUE || rssiDbm > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("RSSI is " + rssiDbm + " dBm; expected -128 to 127");
        }
    }

    /**
     * The digits in lower case, the one form by which tags are told apart here.
     *
     * @throws IllegalArgumentException unless these are the hex digits of 1 to 31 words
     */
    static String checkedEpc(String epcHex) {
        String digits = epcHex.toLowerCase(Locale.ROOT);
        if (!EPC.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "EPC is \"" + epcHex + "\"; expected hex digits in words of 4, from 1 to 31 words");
        }
        return digits;
    }

    SimulatedRead at(long micros) {
        return new SimulatedRead(micros, epcHex, antenna, rssiDbm, channelIndex);
    }
}
