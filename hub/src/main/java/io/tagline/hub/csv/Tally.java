package io.tagline.hub.csv;

import java.util.ArrayList;
import java.util.List;

/** Counts what becomes of a file. Confined to one thread. */
public final class Tally {
    private final List<BadLine> problems = new ArrayList<>();
    private int created;
    private int updated;
    private int unchanged;
    private int refused;

    /** One is new. */
    public void created() {
        created++;
    }

    /** One is different now. */
    public void updated() {
        updated++;
    }

    /** One is as it was. */
    public void unchanged() {
        unchanged++;
    }

    /** One was not taken, for these reasons. */
    public void refused(List<BadLine> reasons) {
        refused++;
        reasons.stream()
                .limit(Math.max(0, ImportReport.MOST_PROBLEMS - problems.size()))
                .forEach(problems::add);
    }

    /** Adds what another has counted. */
    public void add(Tally other) {
        created += other.created;
        updated += other.updated;
        unchanged += other.unchanged;
        refused += other.refused;
        other.problems.stream()
                .limit(Math.max(0, ImportReport.MOST_PROBLEMS - problems.size()))
                .forEach(problems::add);
    }

    /** What it came to. */
    public ImportReport report(boolean dryRun) {
        return new ImportReport(
                dryRun, created + updated + unchanged + refused, created, updated, unchanged, refused, problems);
    }
}
