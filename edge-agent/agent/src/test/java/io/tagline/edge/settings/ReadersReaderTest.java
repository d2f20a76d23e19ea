package io.tagline.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.llrp.command.GpiTrigger;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.llrp.link.ReaderTls;
import io.tagline.llrp.tls.TlsFiles;
import io.tagline.settings.Environment;
import io.tagline.settings.Problem;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsFile;
import io.tagline.settings.SettingsSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agent.yaml and profiles say of readers beyond their address: TLS and triggers. */
class ReadersReaderTest {

    @TempDir
    Path dir;

    @Test
    void anEmptySectionTurnsTlsOnAtItsOwnPort() throws Exception {
        ReaderSettings reader = reader("{ id: dock-a, host: 10.0.0.9, tls: {} }");
        assertThat(reader.tls()).contains(new ReaderTls(new TlsFiles(Optional.empty(), Optional.empty()), true));
        assertThat(reader.address()).isEqualTo(new ReaderAddress.Dial("10.0.0.9", 5085));
    }

    @Test
    void theFilesOfTlsStandBesideAgentYaml() throws Exception {
        ReaderSettings reader =
                reader("{ id: dock-a, host: 10.0.0.9, port: 5090, tls: { ca-file: readers.pem, certificate-file: a.pem,"
                        + " key-file: a.key, verify-host: false } }");
        TlsFiles files = new TlsFiles(
                Optional.of(dir.resolve("readers.pem")),
                Optional.of(new TlsFiles.Identity(dir.resolve("a.pem"), dir.resolve("a.key"))));
        assertThat(reader.tls()).contains(new ReaderTls(files, false));
        assertThat(reader.address()).isEqualTo(new ReaderAddress.Dial("10.0.0.9", 5090));
    }

    @Test
    void tlsThatIsSwitchedOffIsPlainLlrp() throws Exception {
        ReaderSettings reader = reader("{ id: dock-a, host: 10.0.0.9, tls: { enabled: false } }");
        assertThat(reader.tls()).isEmpty();
        assertThat(reader.address()).isEqualTo(new ReaderAddress.Dial("10.0.0.9", 5084));
    }

    @Test
    void whatIsMissingForTlsIsNamed() {
        assertThat(problems("{ id: dock-a, host: 10.0.0.9, tls: { certificate-file: a.pem } }"))
                .containsExactly("agent.yaml:6: readers[0].tls.key-file: missing; a certificate and its key are given"
                        + " together");
        assertThat(problems("{ id: dock-a, listen: 5085, tls: { verify-host: true } }"))
                .containsExactly(
                        "agent.yaml:6: readers[0].tls.certificate-file: missing; who is called has to show a"
                                + " certificate, and with listen that is the agent",
                        "agent.yaml:6: readers[0].tls.verify-host: has no meaning with listen: allow names the addresses"
                                + " that may call");
    }

    @Test
    void aProfileNamesTheInputThatStartsReading() throws Exception {
        assertThat(SettingsFile.read(profile("trigger: { gpi: 1 }"), Environment.none(), ProfileReader::read)
                        .trigger())
                .contains(new GpiTrigger(1, true, Duration.ofSeconds(10), true));
        assertThat(SettingsFile.read(
                                profile("trigger: { gpi: 2, level: low, timeout: 800ms, until: timeout }"),
                                Environment.none(),
                                ProfileReader::read)
                        .trigger())
                .contains(new GpiTrigger(2, false, Duration.ofMillis(800), false));
    }

    @Test
    void aTriggerThatCannotBeIsRefused() {
        assertThat(profileProblems("trigger: { level: up, timeout: 2h }"))
                .containsExactly(
                        "eye.yaml:1: trigger.gpi: missing; expected a whole number (1-65535)",
                        "eye.yaml:1: trigger.level: up is not one of high, low",
                        "eye.yaml:1: trigger.timeout: 2h is not a duration with its unit ms, s, m, h or d (100ms-1h)");
        assertThat(profileProblems("report-period: 2s\ntrigger: { gpi: 1 }"))
                .containsExactly("eye.yaml:1: report period is given together with a trigger; expected one of them");
    }

    private ReaderSettings reader(String yaml) throws SettingsException {
        return AgentSettings.read(source(yaml)).readers().get(0);
    }

    private List<String> problems(String yaml) {
        return said(catchThrowableOfType(SettingsException.class, () -> AgentSettings.read(source(yaml))));
    }

    private List<String> profileProblems(String yaml) {
        return said(catchThrowableOfType(
                SettingsException.class,
                () -> SettingsFile.read(profile(yaml), Environment.none(), ProfileReader::read)));
    }

    private static List<String> said(SettingsException e) {
        assertThat(e).isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }

    private SettingsSource profile(String yaml) {
        return new SettingsSource("eye.yaml", yaml, dir);
    }

    private SettingsSource source(String reader) {
        return new SettingsSource(
                "agent.yaml",
                """
                site: ott-1
                agent: gw-1
                data-dir: data
                mqtt: { url: "tcp://127.0.0.1:1883" }
                readers:
                  - %s
                portals:
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside } ]
                """
                        .formatted(reader),
                dir);
    }
}
