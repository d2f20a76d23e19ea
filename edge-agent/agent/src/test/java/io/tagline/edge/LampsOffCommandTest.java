package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.LinkSettings;
import io.tagline.llrp.link.OutputSwitch;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent was killed and left its lamps lit. */
@Timeout(30)
class LampsOffCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private SimulatedReader reader;
    private Path settings;

    @BeforeEach
    void leaveLampsLit() throws Exception {
        reader = SimulatedReader.start(ReaderOptions.defaults());
        int port = reader.address().getPort();
        OutputSwitch.set(
                LinkSettings.of("dock-a", new ReaderAddress.Dial("127.0.0.1", port), ReaderProfile.basic()),
                Map.of(1, true, 2, true, 3, false, 4, true),
                Duration.ofSeconds(5));
        assertThat(reader.gpos()).containsEntry(1, true).containsEntry(2, true).containsEntry(4, true);
        settings = Files.writeString(
                folder.resolve("agent.yaml"),
                """
                site: ott-1
                agent: gw-1
                data-dir: data
                mqtt: { url: "tcp://127.0.0.1:1" }
                readers:
                  - { id: dock-a, host: 127.0.0.1, port: %d }
                portals:
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside }, { reader: dock-a, antenna: 2, side: outside } ]
                signals:
                  - { portal: door-1, backend: gpo, reader: dock-a, lamps: { red: 1, green: 2 } }
                  - { portal: door-1, backend: gpo, reader: dock-a, lamps: { amber: 3 }, active: low }
                """
                        .formatted(port));
    }

    @AfterEach
    void stopReader() throws IOException {
        reader.close();
    }

    @Test
    void allLampsOfTheSettingsAreMadeDarkAndNothingElse() {
        assertThat(lampsOff(Map.of("SERVICE_RESULT", "signal")))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(reader.gpos())
                .containsEntry(1, false)
                .containsEntry(2, false)
                .containsEntry(3, true)
                .containsEntry(4, true);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("outputs [1, 2, 3] of dock-a: dark");
    }

    @Test
    void afterAnOrderlyEndThereIsNothingToDo() {
        assertThat(lampsOff(Map.of("SERVICE_RESULT", "success"))).isZero();
        assertThat(reader.gpos()).containsEntry(1, true);
    }

    @Test
    void aReaderThatIsAwayIsNamed() throws IOException {
        reader.close();
        assertThat(lampsOff(Map.of())).isEqualTo(EdgeAgent.FAILED);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("outputs [1, 2, 3] of dock-a: may be lit: [dock-a]");
    }

    /** The reader of the test speaks plain LLRP: one that is to be spoken to over TLS must not be tried without. */
    @Test
    void aReaderOverTlsIsToldOverTls() throws IOException {
        String text = Files.readString(settings);
        Files.writeString(settings, text.replace("host: 127.0.0.1,", "tls: {}, host: 127.0.0.1,"));
        assertThat(lampsOff(Map.of())).isEqualTo(EdgeAgent.FAILED);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("the port answers, but not in TLS");
        assertThat(reader.gpos()).containsEntry(1, true);
    }

    private int lampsOff(Map<String, String> environment) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new EdgeAgent(environment, out, out).execute("lamps-off", "--config", settings.toString());
    }
}
