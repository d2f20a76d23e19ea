package io.tagline.simulator;

import java.util.List;

/**
 * Load to send: tags in groups pass one antenna after the other, group after group, and round again. So each tag is seen
 * {@code readsPerAntenna} times by each antenna in a row, as in a passage, and then not until all the others have passed.
 *
 * @param readsPerSecond 0: as many as the socket takes
 * @param distinctTags how many EPCs there are
 * @param antennas in the order in which each tag passes them
 * @param readsPerAntenna of each tag in a row
 * @param tagsPerReport entries in each RO_ACCESS_REPORT, which is also the size of a group
 */
public record ReadLoad(
        int readsPerSecond, int distinctTags, List<Integer> antennas, int readsPerAntenna, int tagsPerReport) {
    public ReadLoad {
        antennas = List.copyOf(antennas);
        atLeast("readsPerSecond", readsPerSecond, 0);
        atLeast("distinctTags", distinctTags, 1);
        atLeast("antennas", antennas.size(), 1);
        atLeast("readsPerAntenna", readsPerAntenna, 1);
        atLeast("tagsPerReport", tagsPerReport, 1);
    }

    /** Through antennas 1 and 2, ten reads at each, 50 tags in a report. */
    public static ReadLoad of(int readsPerSecond, int distinctTags) {
        return new ReadLoad(readsPerSecond, distinctTags, List.of(1, 2), 10, 50);
    }

    /** The same through other antennas. */
    public ReadLoad through(List<Integer> others) {
        return new ReadLoad(readsPerSecond, distinctTags, others, readsPerAntenna, tagsPerReport);
    }

    /** The EPC of the n-th tag, from 0 on: SSCC-96 (EPC TDS), company prefix 4012345. */
    public static String epcOf(int tag) {
        // header 0x31, filter 0, partition 5; 24 bits of company prefix, 34 of serial reference, 24 bits of nothing
        long head = (((0x31L << 6) | 0b000_101) << 24) | 4_012_345;
        long serial = tag;
        long high = (head << 26) | (serial >>> 8);
        return String.format("%016x%02x000000", high, serial & 0xff);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + "; expected " + least + " or more");
        }
    }
}
