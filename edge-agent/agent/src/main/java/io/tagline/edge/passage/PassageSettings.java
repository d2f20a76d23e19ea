package io.tagline.edge.passage;

import java.time.Duration;

/**
 * What a depot may set about passage detection; {@link #defaults()} suits dock doors and tunnels.
 *
 * @param visitGap silence of a portal about a tag that ends the tag's visit, 500 ms to 10 min
 * @param minimumReads reads that make a visit to a portal with antennas on one side only a scan, at least 1; one stray
 *     read through a wall is none
 * @param threshold probability, over 0.5 and under 1, from which a passage is believed
 * @param maxTags tags followed at the same time, at least 1; beyond it the one unread for longest is forgotten
 */
public record PassageSettings(Duration visitGap, int minimumReads, float threshold, int maxTags) {
    private static final Duration SHORTEST_GAP = Duration.ofMillis(500);
    private static final Duration LONGEST_GAP = Duration.ofMinutes(10);

    /** @throws IllegalArgumentException if a value is out of its range */
    public PassageSettings {
        check(
                visitGap.compareTo(SHORTEST_GAP) >= 0 && visitGap.compareTo(LONGEST_GAP) <= 0,
                "visit gap " + visitGap.toMillis() + " ms; expected 500 to 600000");
        check(minimumReads >= 1, "minimum reads " + minimumReads + "; expected at least 1");
        check(threshold > 0.5f && threshold < 1, "threshold " + threshold + "; expected over 0.5 and under 1");
        check(maxTags >= 1, "tags followed at most " + maxTags + "; expected at least 1");
    }

    /** Visit gap 3 s, 3 reads, probability 0.94, 2,000 tags (some 20 MB, measured at four doors that hear all of them). */
    public static PassageSettings defaults() {
        return new PassageSettings(Duration.ofSeconds(3), 3, 0.94f, 2_000);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("passage detection: " + otherwise);
        }
    }
}
