package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.simulator.LoadRun;
import io.tagline.simulator.ReadLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 50,000 reads a second from a reader's socket, or as many as this machine takes: what is too much waits in the reader, nothing is
 * lost, and memory stays where it is. {@code scripts/bench flood} does it for a minute.
 */
@Timeout(90)
class FloodTest {
    private static final int READS_A_SECOND = 50_000;
    private static final int TAGS = 2_000;
    private static final int TAGS_A_REPORT = 50;

    /** The queue takes a report whole as long as it holds fewer: {@code RunningAgent.QUEUED_READS} and one report. */
    private static final long MOST_QUEUED = 10_000 + TAGS_A_REPORT;

    /** Tags followed (1 kB each), reads queued (40 B each), the writer's groups; the agent as a whole has 48 MB. */
    private static final long MOST_GROWTH_BYTES = 16L << 20;

    private static final long SECONDS = 5;

    @TempDir
    Path dir;

    @Test
    void everyReadOfAFloodIsHeardAndMemoryStaysWithinItsBound() throws Exception {
        try (DoorAgent door = new DoorAgent(dir)) {
            await().until(door.reader()::isActive);
            ReadLoad flood = new ReadLoad(READS_A_SECOND, TAGS, List.of(1, 2), 100, TAGS_A_REPORT);
            long before = usedBytes();
            LoadRun load = door.reader().load(flood);
            try (load) {
                for (long i = 0; i < SECONDS * 10; i++) {
                    Thread.sleep(100); // the flood goes on
                    assertThat(door.metric("tagline_reads_queued")).isLessThanOrEqualTo(MOST_QUEUED);
                    assertThat(load.isRunning()).isTrue();
                }
            }
            long accepted = load.acceptedReads();
            long grown = usedBytes() - before;
            await().atMost(Duration.ofSeconds(30)).until(() -> door.metric("tagline_reads_total") == accepted);

            assertThat(accepted).isGreaterThan(READS_A_SECOND);
            assertThat(grown).isLessThan(MOST_GROWTH_BYTES);
            assertThat(door.metric("tagline_reads_refused_total")).isZero();
            assertThat(door.metric("tagline_tags_forgotten")).isZero();
        }
    }

    /** What is in use after a collection, of agent and simulator together. */
    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
