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
 * @param eye what the photo-eyes of the portal said
 */
public record Evidence(
        Basis basis,
        SideReads inside,
        SideReads outside,
        float alone,
        int mates,
        int matesFor,
        List<Epc> foremost,
        Eye eye) {
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

    /** What photo-eyes said about a passage. */
    public enum Eye {
        /** The portal has none, or none that could be relied on. */
        NOT_ASKED(""),
        /** The beam was broken at the time of the crossing. */
        SAW("eye saw it"),
        /** The beams were broken in the other order, and the reads gave way. */
        TURNED("eyes saw it go this way, reads the other"),
        /** The beams were broken in the other order, and the reads were surer. */
        SAW_OTHER_WAY("eyes saw something go the other way"),
        /** The beam was free at the time of the crossing: perhaps a tag behind a wall, that did not pass at all. */
        SAW_NOTHING("eye saw nothing");

        private final String words;

        Eye(String words) {
            this.words = words;
        }
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

    /** Evidence of reads alone. */
    Evidence(
            Basis basis,
            SideReads inside,
            SideReads outside,
            float alone,
            int mates,
            int matesFor,
            List<Epc> foremost) {
        this(basis, inside, outside, alone, mates, matesFor, foremost, Eye.NOT_ASKED);
    }

    Evidence and(Eye said) {
        return new Evidence(basis, inside, outside, alone, mates, matesFor, foremost, said);
    }

    /** One line for people, in English: {@code by vote: 9 reads inside up to -51.5 dBm, 7 reads outside …}. */
    public String describe() {
        String reads = "by " + basis.name().toLowerCase(Locale.ROOT) + ": " + inside.describe("inside") + ", "
                + outside.describe("outside");
        String votes = basis == Basis.VOTE
                ? String.format(Locale.ROOT, "; alone %.2f; %d of %d mates", alone, matesFor, mates)
                : "";
        return reads + votes + (eye == Eye.NOT_ASKED ? "" : "; " + eye.words);
    }
}
