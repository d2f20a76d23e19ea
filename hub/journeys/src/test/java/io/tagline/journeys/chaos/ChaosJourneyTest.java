package io.tagline.journeys.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minute of {@code scripts/chaos}: each of a few faults once, in an order that the seed gives. */
class ChaosJourneyTest {
    private static final String FAULTS = "kill-agent,kill-hub,kill-several,broker-wiped,net-agent-cut";

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void whateverBreaksEveryAcceptedScanIsOnItsTimelineOnce() throws Exception {
        System.out.println("seed " + seed);
        PlantOptions plant = new PlantOptions(1, 500, Mosquitto.isInstalled());
        ChaosRun run = new ChaosRun(folder, plant, seed, FaultList.select(FAULTS), System.out);
        Outcome outcome = run.run(Duration.ofSeconds(1), true);
        assertThat(outcome.failures())
                .as("seed %d, findings %s", seed, outcome.findings())
                .isEmpty();
        assertThat(outcome.total().times())
                .as("seed %d: faults that were done", seed)
                .isGreaterThanOrEqualTo(5);
        assertThat(outcome.total().accepted).as("seed %d: scans", seed).isGreaterThan(100);
    }
}
