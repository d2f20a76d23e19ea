package io.tagline.hub.csv;

import java.util.List;

/**
 * What became of a file. Lines that are good are taken whatever others say.
 *
 * @param dryRun whether nothing was written: what would have become of it, then
 * @param records customers or orders in it
 * @param refused those of them that were not taken
 * @param problems each bad line, at most {@link #MOST_PROBLEMS}; {@code refused} counts all
 */
public record ImportReport(
        boolean dryRun, int records, int created, int updated, int unchanged, int refused, List<BadLine> problems) {
    /** What a person reads before the file is mended at its source. */
    public static final int MOST_PROBLEMS = 1_000;

    public ImportReport {
        problems = List.copyOf(problems);
    }
}
