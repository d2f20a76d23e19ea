package io.tagline.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.opcua.DivertSettings;
import io.tagline.edge.opcua.PlcSettings;
import io.tagline.edge.signal.Lamp;
import io.tagline.settings.Problem;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlcReaderTest {
    private static final String HEAD =
            """
            site: ott-1
            agent: gw-1
            data-dir: data
            mqtt: { url: "tcp://127.0.0.1:1883" }
            readers: [ { id: dock-a, host: 127.0.0.1 } ]
            portals:
              - { id: door-1, antennas: [ { reader: dock-a, antenna: 1, side: inside } ] }
              - { id: door-2, antennas: [ { reader: dock-a, antenna: 2, side: inside } ] }
            """;

    private static final String PLC =
            """
            plc:
              url: "opc.tcp://10.0.0.5:4840"
              username: tagline
              password: x
              nodes:
                - { signal: lamp, lamp: 1, node: "ns=2;s=Red" }
                - { signal: divert-lane, portal: door-1, node: "ns=2;s=Lane" }
                - { signal: divert-sequence, portal: door-1, node: "ns=2;s=Sequence" }
                - { signal: divert-acknowledged, portal: door-1, node: "ns=2;s=Done" }
            """;

    @Test
    void aDiverterAndALightAtThePlc() throws Exception {
        AgentSettings settings = AgentSettings.read(
                source(
                        """
                        signals:
                          - { portal: door-1, backend: plc, lamps: { red: 1 } }
                        """
                                + PLC
                                + """
                          diverts:
                            - portal: door-1
                              lanes: { expected: 1, refused: 7 }
                              default-lane: 9
                              travel-time: 3s
                        """));
        assertThat(settings.signals().get(0).lamps()).isEqualTo(Map.of(Lamp.RED, 1));
        PlcSettings plc = settings.plc().orElseThrow();
        assertThat(plc.nodes().get(0).title()).isEqualTo("lamp 1");
        assertThat(plc.diverts())
                .containsExactly(new DivertSettings(
                        "door-1",
                        Map.of(Verdict.EXPECTED, 1, Verdict.REFUSED, 7),
                        9,
                        0,
                        Duration.ofSeconds(3),
                        DivertSettings.EYE_WINDOW));
    }

    @Test
    void everythingWrongWithDivertersIsNamedAtOnce() {
        assertThat(
                        problems(
                                PLC
                                        + """
                          diverts:
                            - { portal: door-9, lanes: { expected: 1 }, default-lane: 9, travel-time: 3s }
                            - { portal: door-2, lanes: { expected: 1 }, default-lane: 9, travel-time: 3s }
                            - { portal: door-1, lanes: { expected: 0 }, default-lane: 9, pulses: 100 }
                            - { portal: door-1, default-lane: 9, pulses: 100, travel-time: 3s }
                        """))
                .containsExactly(
                        "agent.yaml:19: plc.diverts[0].portal: door-9 is not a portal of this file; known: door-1, door-2",
                        "agent.yaml:20: plc.diverts[1].portal: door-2 has no node for divert-sequence among plc.nodes",
                        "agent.yaml:21: plc.diverts[2].lanes.expected: 0 is not a whole number (1-65535)",
                        "agent.yaml:21: plc.diverts[2].pulses: needs a node for encoder among plc.nodes",
                        "agent.yaml:22: plc.diverts[3].portal: door-1 has its diverter at agent.yaml:21 already",
                        "agent.yaml:22: plc.diverts[3].lanes: missing; expected the lane of at least one verdict",
                        "agent.yaml:22: plc.diverts[3].pulses: expected either pulses or travel-time, from the photo-eye"
                                + " to the diverter");
    }

    @Test
    void aLampThatThePlcDoesNotHaveIsNamed() {
        assertThat(problems(
                        """
                        signals:
                          - { portal: door-1, backend: plc, lamps: { red: 1, green: 2 } }
                        """
                                + PLC.replace("lamp: 1,", "lane: 1,")))
                .containsExactly(
                        "agent.yaml:15: plc.nodes: has no node with signal: lamp, lamp: 1, which red of the light at"
                                + " agent.yaml:10 is on",
                        "agent.yaml:15: plc.nodes: has no node with signal: lamp, lamp: 2, which green of the light at"
                                + " agent.yaml:10 is on",
                        "agent.yaml:16: plc.nodes[0].lane: has no meaning with lamp; lanes have lane-full",
                        "agent.yaml:16: plc.nodes[0].lamp: missing; expected the number that signals[].lamps gives it");
    }

    @Test
    void aLightAtAPlcThatIsNotThereIsRefused() {
        assertThat(
                        problems(
                                """
                        signals:
                          - { portal: door-1, backend: plc, lamps: { red: 1 } }
                        """))
                .containsExactly(
                        "agent.yaml:10: signals[0].backend: plc needs a section plc with a node for each lamp");
    }

    private static List<String> problems(String more) {
        return catchThrowableOfType(SettingsException.class, () -> AgentSettings.read(source(more))).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static SettingsSource source(String more) {
        return new SettingsSource("agent.yaml", HEAD + more, Path.of("").toAbsolutePath());
    }
}
