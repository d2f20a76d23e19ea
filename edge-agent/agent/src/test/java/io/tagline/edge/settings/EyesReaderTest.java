package io.tagline.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.edge.eye.EyeId;
import io.tagline.edge.eye.EyePosition;
import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import io.tagline.settings.Problem;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EyesReaderTest {
    private static final String HEAD =
            """
            site: ott-1
            agent: gw-1
            data-dir: data
            mqtt: { url: "tcp://127.0.0.1:1883" }
            readers: [ { id: dock-a, host: 127.0.0.1 } ]
            portals:
            """;

    private static final String PLC =
            """
            plc:
              url: "opc.tcp://127.0.0.1:4840"
              username: tagline
              password: secret
              nodes:
                - { signal: photo-eye, portal: door-1, node: "ns=2;s=Eye1" }
                - { signal: photo-eye, portal: door-1, node: "ns=2;s=Eye2" }
            """;

    @Test
    void aPortalHasEyesOnWiresOfAllKinds() throws Exception {
        AgentSettings settings = read(
                """
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside } ]
                    eyes:
                      - { kind: gpio, pin: 4, position: outside, active: low, debounce: 25ms }
                      - { kind: gpi, reader: dock-a, port: 2, position: inside }
                    read-on-eye: { hold: 8s }
                  - id: door-2
                    antennas: [ { reader: dock-a, antenna: 2, side: inside } ]
                    eyes: [ { kind: plc, node: "ns=2;s=Eye2", position: middle } ]
                  - id: door-3
                    antennas: [ { reader: dock-a, antenna: 3, side: inside } ]
                """
                        + PLC);
        assertThat(settings.eyes())
                .containsExactly(
                        new EyeSettings(
                                "agent.yaml:10",
                                new EyeId(new PortalId("door-1"), EyePosition.OUTSIDE),
                                new EyeSettings.GpioPin(4),
                                false,
                                Duration.ofMillis(25)),
                        new EyeSettings(
                                "agent.yaml:11",
                                new EyeId(new PortalId("door-1"), EyePosition.INSIDE),
                                new EyeSettings.ReaderInput(new ReaderId("dock-a"), 2),
                                true,
                                Duration.ofMillis(10)),
                        new EyeSettings(
                                "agent.yaml:15",
                                new EyeId(new PortalId("door-2"), EyePosition.MIDDLE),
                                new EyeSettings.PlcEye("ns=2;s=Eye2"),
                                true,
                                Duration.ofMillis(10)));
        assertThat(settings.portals())
                .extracting(PortalSettings::readOnEye)
                .containsExactly(Optional.of(Duration.ofSeconds(8)), Optional.empty(), Optional.empty());
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        assertThat(
                        problems(
                                """
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside } ]
                    eyes:
                      - { kind: gpio, pin: 54, position: outside }
                      - { kind: gpio, position: outside }
                      - { kind: gpi, reader: dock-z, port: 33, position: inside }
                  - id: door-2
                    antennas: [ { reader: dock-a, antenna: 2, side: inside } ]
                    eyes:
                      - { kind: gpi, reader: dock-a, port: 1, pin: 4, position: middle }
                      - { kind: gpi, reader: dock-a, port: 1, position: inside, debounce: 2s }
                  - id: door-3
                    antennas: [ { reader: dock-a, antenna: 3, side: inside } ]
                    read-on-eye: { hold: 5s }
                  - id: door-4
                    antennas: [ { reader: dock-a, antenna: 4, side: inside } ]
                    eyes:
                      - { kind: gpio, pin: 17, position: inside }
                      - { kind: gpio, pin: 18, position: middle }
                      - { kind: plc, node: "ns=2;s=Eye1", position: outside }
                signals: [ { portal: door-1, backend: gpio, lamps: { red: 17 } } ]
                """))
                .containsExactly(
                        "agent.yaml:9: portals[0].eyes: 3 eyes; expected one, or two in a row",
                        "agent.yaml:10: portals[0].eyes[0].pin: 54 is not a whole number (0-53)",
                        "agent.yaml:11: portals[0].eyes[1].position: outside is the position of another eye of door-1"
                                + " already",
                        "agent.yaml:11: portals[0].eyes[1].pin: missing; expected the number of the GPIO as Broadcom"
                                + " counts",
                        "agent.yaml:12: portals[0].eyes[2].port: 33 is not a whole number (1-32)",
                        "agent.yaml:12: portals[0].eyes[2].reader: dock-z is not a reader of this file; known: dock-a",
                        "agent.yaml:16: portals[1].eyes[0].pin: has no meaning with gpi; it belongs to gpio",
                        "agent.yaml:17: portals[1].eyes[1].port: input 1 of reader dock-a is already the eye middle of"
                                + " portal door-2 at agent.yaml:16",
                        "agent.yaml:17: portals[1].eyes[1].debounce: 2s is not a duration with its unit ms, s, m, h or d"
                                + " (0s-1s)",
                        "agent.yaml:20: portals[2].read-on-eye: has no meaning without eyes",
                        "agent.yaml:23: portals[3].eyes: 3 eyes; expected one, or two in a row",
                        "agent.yaml:26: portals[3].eyes[2].kind: plc needs a section plc, which this file has not",
                        "agent.yaml:27: signals[0].lamps.red: GPIO 17 is already the eye inside of portal door-4 at"
                                + " agent.yaml:24");
    }

    @Test
    void aNodeThatIsNoPhotoEyeOfThePlcIsNamedWithThoseThatAre() {
        assertThat(problems(
                        """
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside } ]
                    eyes: [ { kind: plc, node: "ns=2;s=Eye3", position: middle } ]
                """
                                + PLC))
                .containsExactly("agent.yaml:9: portals[0].eyes[0].node: ns=2;s=Eye3 is not a photo-eye of plc.nodes;"
                        + " known: ns=2;s=Eye1, ns=2;s=Eye2");
    }

    private static AgentSettings read(String portals) throws SettingsException {
        return AgentSettings.read(source(portals));
    }

    private static List<String> problems(String portals) {
        return catchThrowableOfType(SettingsException.class, () -> read(portals)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static SettingsSource source(String portals) {
        return new SettingsSource("agent.yaml", HEAD + portals, Path.of("").toAbsolutePath());
    }
}
