package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.settings.AgentSettings;
import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the lights of several doors show, from the settings to the outputs of a simulated reader. */
@Timeout(30)
class DoorFrontTest {
    @TempDir
    Path dir;

    /** Staff at the dead door must not take its dark light for a door at work, because another one is read. */
    @Test
    void aDoorWhoseOwnReaderIsLostSaysSoWhileAnotherDoorIsRead() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                RunningAgent agent =
                        RunningAgent.start(twoDoors(reader.address().getPort()), Map.of())) {
            await().until(reader::isActive);
            // until both have been looked at again, and not for a moment in between
            await().during(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(reader.gpos())
                    .as("%s: amber of door-1 and door-2", agent)
                    .containsEntry(1, false)
                    .containsEntry(2, true));
        }
    }

    private AgentSettings twoDoors(int port) throws Exception {
        Path yaml = Files.writeString(
                dir.resolve("agent.yaml"),
                """
                site: ott-1
                agent: gw-1
                data-dir: data
                mqtt: { url: "tcp://127.0.0.1:1" }
                readers:
                  - { id: dock-a, host: 127.0.0.1, port: %d }
                  - { id: dock-b, host: 127.0.0.1, port: 1 }
                portals:
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside }, { reader: dock-a, antenna: 2, side: outside } ]
                  - id: door-2
                    antennas: [ { reader: dock-b, antenna: 1, side: inside }, { reader: dock-b, antenna: 2, side: outside } ]
                signals:
                  - { portal: door-1, backend: gpo, reader: dock-a, lamps: { amber: 1 }, patterns: { no-manifest: "off", reader-lost: amber hold } }
                  - { portal: door-2, backend: gpo, reader: dock-a, lamps: { amber: 2 }, patterns: { no-manifest: "off", reader-lost: amber hold } }
                http: { port: 0 }
                """
                        .formatted(port));
        return AgentSettings.read(yaml, Map.of());
    }
}
