package io.tagline.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long MILLI = 1_000_000;

    private final CommitPace pace = new CommitPace();

    @Test
    void scanAfterAQuietTimeIsOnDiskAfterTenMilliseconds() {
        pace.committedAt(0);

        assertThat(pace.dueAt(5_000 * MILLI)).isEqualTo(5_010 * MILLI);
    }

    @Test
    void trickleMakesAtMostTenCommitsASecond() {
        int commits = 0;
        for (long first = 0; first < 10_000 * MILLI; ) {
            long due = pace.dueAt(first);
            pace.committedAt(due);
            commits++;
            first = due + MILLI;
        }
        assertThat(commits).isBetween(95, 101);
    }
}
