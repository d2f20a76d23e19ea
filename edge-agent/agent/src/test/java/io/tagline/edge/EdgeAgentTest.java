package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeAgentTest {

    private static final String YAML =
            """
            site: ott-1
            agent: gw-1
            data-dir: data
            mqtt: { url: "tcp://127.0.0.1:1883", username: ott-1/gw-1, password: x }
            readers:
              - { id: dock-a, host: 127.0.0.1, profile: portal-dense }
              - { id: belt-1, listen: 5085, allow: [ 10.0.0.7 ] }
            portals:
              - id: door-1
                antennas: [ { reader: dock-a, antenna: 1, side: inside }, { reader: belt-1, antenna: 2, side: outside } ]
            """;

    @TempDir
    Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void wrongUsageEndsWithStatusTwoAndOneClearLine() {
        wrong("a command is missing; expected run, check, status, replay, trust or lamps-off");
        wrong("\"fly\" is not a command; expected run, check, status, replay, trust or lamps-off", "fly");
        wrong("run needs --config FILE", "run");
        wrong("--config needs a file name after it", "run", "--config");
        wrong("\"--reads\" is not an option of check; expected --config", "check", "--reads", "x");
        wrong("replay needs --reads FILE", "replay", "--config", "agent.yaml", "--out", "x");
        wrong("--config is given twice", "check", "--config", "a", "--config", "b");
    }

    @Test
    void helpAndVersionAreNoErrors() {
        assertThat(execute("--help")).isZero();
        assertThat(said()).startsWith("Usage: java -jar tagline-agent.jar");
        assertThat(execute("--version")).isZero();
        assertThat(said()).contains("tagline-agent ");
    }

    @Test
    void checkSaysWhatTheAgentWouldDo() throws IOException {
        assertThat(execute("check", "--config", agentYaml(YAML))).isZero();
        assertThat(said().lines().map(String::stripTrailing))
                .containsExactly(
                        "ok: agent ott-1/gw-1",
                        "  broker  tcp://127.0.0.1:1883 as ott-1/gw-1",
                        "  data    " + dir.resolve("data"),
                        "  reader  dock-a: we call 127.0.0.1:5084; profile portal-dense",
                        "  reader  belt-1: calls us on port 5085; profile generic",
                        "  portal  door-1: dock-a/1 inside, belt-1/2 outside",
                        "  http    127.0.0.1:9464");
        assertThat(dir.resolve("data")).as("check changes nothing").doesNotExist();
    }

    @Test
    void checkSaysThatNobodyCanAcknowledgeARedLight() throws IOException {
        String light = YAML + "signals: [ { portal: door-1, backend: console } ]\n";
        execute("check", "--config", agentYaml(light));
        assertThat(said())
                .contains(
                        "  lights  nobody can acknowledge (there is no board): what holds for a verdict ends after 30 s, "
                                + "or with the next expected parcel\n");
        out.reset();
        execute("check", "--config", agentYaml(light + "board: { port: 9465, acknowledge: false }\n"));
        assertThat(said()).contains("(board.acknowledge is false)");
        out.reset();
        execute("check", "--config", agentYaml(light + "board: { port: 9465 }\n"));
        assertThat(said()).startsWith("ok").doesNotContain("acknowledge");
    }

    @Test
    void wrongSettingsEndWithStatusTwoAndEveryProblem() throws IOException {
        assertThat(execute(
                        "check",
                        "--config",
                        agentYaml(YAML.replace("gw-1\n", "GW 1\n").replace("inside", "left"))))
                .isEqualTo(2);
        assertThat(complained().lines())
                .containsExactly(
                        "agent.yaml:2: agent: GW 1 is not an id (1-64 of a-z, 0-9 and -)",
                        "agent.yaml:10: portals[0].antennas[0].side: left is not one of inside, outside",
                        "tagline-agent: 2 problems in the settings");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(execute("run", "--config", "no-such.yaml")).isEqualTo(2);
        assertThat(complained()).startsWith("no-such.yaml: does not exist");
    }

    @Test
    void checkRefusesADataFolderThatIsAFile() throws IOException {
        Files.writeString(dir.resolve("data"), "");
        assertThat(execute("check", "--config", agentYaml(YAML))).isEqualTo(1);
        assertThat(complained()).contains("data-dir: " + dir.resolve("data") + " is a file; expected a folder");
    }

    @Test
    void statusWithoutAnAgentSaysWhereItAsked() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(execute("status", "--config", agentYaml(YAML + "http: { port: " + free + " }\n")))
                .isEqualTo(1);
        assertThat(complained()).startsWith("no agent answers at http://127.0.0.1:" + free + "/health");
        assertThat(execute("status", "--config", agentYaml(YAML + "http: { port: 0 }\n")))
                .isEqualTo(1);
        assertThat(complained()).contains("http.port is 0");
    }

    @Test
    void trustListsCertificatesOfPlcsAndRefusesOneThatItDoesNotKnow() throws IOException {
        String config = agentYaml(YAML);
        assertThat(execute("trust", "--config", config)).isZero();
        assertThat(said()).startsWith("no PLC has shown a certificate yet");
        assertThat(execute("trust", "--config", config, "--accept", "0123:4567"))
                .isEqualTo(1);
        assertThat(complained())
                .startsWith("\"0123:4567\" fits no certificate, or more than one; expected at least 8 digits");
    }

    private void wrong(String line, String... args) {
        err.reset();
        assertThat(execute(args)).isEqualTo(2);
        assertThat(complained().lines()).containsExactly("tagline-agent: " + line + " (see --help)");
    }

    private String agentYaml(String yaml) throws IOException {
        return Files.writeString(dir.resolve("agent.yaml"), yaml).toString();
    }

    private int execute(String... args) {
        return new EdgeAgent(Map.of(), print(out), print(err)).execute(args);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
