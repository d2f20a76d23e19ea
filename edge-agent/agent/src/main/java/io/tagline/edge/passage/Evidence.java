package io.tagline.edge.passage;

import io.tagline.epc.Epc;
import java.util.List;
import java.util.Locale;

/**
 * Why a passage was decided, for the operator who asks: which reads, and which other tags. Reads and mates are those up to
 * {@link Passage#decidedTick()}.
 *
 * @param inside reads of this visit by the portal's antennas inside
 * @param outside those by its antennas outside
 * @param alone probability by the tag's own reads; 1 where no vote was taken
 * @param mates tags that seemed to travel along
 * @param matesFor how many of them passed the same way, by their own reads
 * @param foremost the mates that were most alike, at most {@value #MOST_NAMED}
 */
public record Evidence(
        Basis basis, SideReads inside, SideReads outside, float alone, int mates, int matesFor, List<Epc> foremost) {
    /** Mates that are named. */
    public static final int MOST_NAMED = 3;

    /** What has decided. */
    public enum Basis {
        /** The tag's own reads, weighed by a model, and the votes of its mates. */
        VOTE,
        /** The likeliest way through, where the reader reports no RSSI. */
        COURSE,
        /** First one side, then the other, then silence. */
        ORDER,
        /** A portal with antennas on one side: the tag has been there. */
        PRESENCE
    }

    /**
     * Reads by the antennas of one side.
     *
     * @param peakRssiDbm the strongest; NaN if there is none, or the reader reports no signal strength
     * @param firstTick the first read; without meaning if there is none
     * @param lastTick the last read; without meaning if there is none
     */
    public record SideReads(int reads, float peakRssiDbm, long firstTick, long lastTick) {
        private String describe(String side) {
            String peak = Float.isNaN(peakRssiDbm) ? "" : String.format(Locale.ROOT, " up to %.1f dBm", peakRssiDbm);
            return reads + " reads " + side + peak;
        }
    }

    /** Copies the list. */
    public Evidence {
        foremost = List.copyOf(foremost);
    }

    /** One line for people, in English: {@code by vote: 9 reads inside up to -51.5 dBm, 7 reads outside …}. */
    public String describe() {
        String reads = "by " + basis.name().toLowerCase(Locale.ROOT) + ": " + inside.describe("inside") + ", "
                + outside.describe("outside");
        return basis == Basis.VOTE
                ? String.format(Locale.ROOT, "%s; alone %.2f; %d of %d mates", reads, alone, matesFor, mates)
                : reads;
    }
}
