package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.journeys.WholeLine.Parcel;
import io.tagline.simulator.Movement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cart goes out through a door while hub and broker are gone: staff see what belongs on it, and nothing is lost. */
class DoorJourneyTest {
    private static final Duration WALKED = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void theDoorJudgesWithBrokerAndHubStoppedAndTheScansArriveWhenTheyAreBack() throws Exception {
        Parcel expected = Parcel.number(701);
        Parcel missing = Parcel.number(702);
        Parcel held = Parcel.number(703);
        try (WholeLine line = new WholeLine(folder)) {
            Program hub = line.startHub();
            Program agent = line.startAgent();
            for (Parcel parcel : List.of(expected, missing, held)) {
                line.order(parcel);
            }
            line.load("door-2", "YUL-17", List.of(expected, missing), held);
            await("manifest at the agent").atMost(WALKED).until(() -> line.board("door-2")
                    .contains("YUL-17"));

            hub.kill(); // and with it its broker
            line.walk(expected, "door-2", Movement.OUT, Duration.ZERO);
            await("expected").atMost(WALKED).until(() -> line.agentMetric("tagline_verdict_expected_total") == 1);
            await("green").atMost(Duration.ofSeconds(2)).until(() -> agent.log().contains("lamps=green"));
            line.walk(held, "door-2", Movement.OUT, Duration.ZERO);
            await("refused").atMost(WALKED).until(() -> line.agentMetric("tagline_verdict_refused_total") == 1);
            await("red").atMost(Duration.ofSeconds(2)).until(() -> agent.log().contains("lamps=red"));
            await("board").atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(line.board("door-2"))
                    .contains(held.trackingNumber(), missing.trackingNumber()));

            line.startHub();
            await("timelines").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(line.kinds(expected)).contains("departed");
                assertThat(line.kinds(held)).contains("departed");
            });
        }
    }
}
