package io.tagline.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.signal.AgentSign;
import io.tagline.edge.signal.Lamp;
import io.tagline.edge.signal.LightPattern;
import io.tagline.edge.signal.SignalPatterns;
import io.tagline.edge.signal.SignalSettings;
import io.tagline.settings.Problem;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalsReaderTest {

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

    @Test
    void aLightOnPinsAndOneOnAReadersOutputs() throws Exception {
        List<SignalSettings> lights = read(
                """
                signals:
                  - portal: door-1
                    backend: gpio
                    lamps: { red: 17, amber: 27, green: 22, buzzer: 23 }
                    active: low
                    patterns:
                      expected: green 3s
                      refused: red+buzzer 100ms x 20 then red hold
                      journal-short: off
                  - { portal: door-2, backend: gpo, reader: dock-a, lamps: { red: 1, green: 2 } }
                """);
        assertThat(lights).hasSize(2);
        SignalSettings pins = lights.get(0);
        assertThat(pins.where()).isEqualTo("agent.yaml:10");
        assertThat(pins.portal()).isEqualTo(new PortalId("door-1"));
        assertThat(pins.lamps()).isEqualTo(Map.of(Lamp.RED, 17, Lamp.AMBER, 27, Lamp.GREEN, 22, Lamp.BUZZER, 23));
        assertThat(pins.activeHigh()).isFalse();
        assertThat(pins.patterns())
                .isEqualTo(new SignalPatterns(
                        Map.of(
                                Verdict.EXPECTED, LightPattern.parse("green 3s"),
                                Verdict.REFUSED, LightPattern.parse("red+buzzer 100ms x 20 then red hold")),
                        Map.of(AgentSign.JOURNAL_SHORT, LightPattern.OFF)));
        assertThat(lights.get(1))
                .isEqualTo(new SignalSettings(
                        "agent.yaml:18",
                        new PortalId("door-2"),
                        SignalSettings.Backend.GPO,
                        Optional.of(new ReaderId("dock-a")),
                        Map.of(Lamp.RED, 1, Lamp.GREEN, 2),
                        true,
                        SignalPatterns.standard()));
    }

    @Test
    void anAgentWithoutLightsIsFine() throws Exception {
        assertThat(read("")).isEmpty();
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        assertThat(
                        problems(
                                """
                signals:
                  - { portal: door-9, backend: console, lamps: { red: 1 } }
                  - { portal: door-1, backend: gpio, reader: dock-a, lamps: { red: 54, green: 22 } }
                  - { portal: door-2, backend: gpio, lamps: { amber: 22 }, active: lo }
                  - { portal: door-2, backend: gpo, lamps: { red: 1 } }
                  - { portal: door-2, backend: gpo, reader: dock-z, lamps: { red: 0, green: 3, amber: 3 } }
                  - { portal: door-2, backend: gpio }
                  - { portal: door-2, backend: lpt }
                  - portal: door-1
                    backend: gpio
                    lamps: { red: 5, pink: 6 }
                    patterns: { expected: green 2s, refused: rde hold, retrned: off }
                """))
                .containsExactly(
                        "agent.yaml:10: signals[0].portal: door-9 is not a portal of this file; known: door-1, door-2",
                        "agent.yaml:10: signals[0].lamps: has no meaning with console, which has them all",
                        "agent.yaml:11: signals[1].reader: has no meaning with gpio; a reader's outputs are gpo",
                        "agent.yaml:11: signals[1].lamps.red: 54 is not a whole number (0-53)",
                        "agent.yaml:12: signals[2].lamps.amber: GPIO 22 is already green of portal door-1 at"
                                + " agent.yaml:11",
                        "agent.yaml:12: signals[2].active: lo is not one of high, low",
                        "agent.yaml:13: signals[3].reader: missing; expected the reader whose outputs the lamps hang"
                                + " on",
                        "agent.yaml:14: signals[4].reader: dock-z is not a reader of this file; known: dock-a",
                        "agent.yaml:14: signals[4].lamps.red: 0 is no output of a reader; they count from 1",
                        "agent.yaml:14: signals[4].lamps.green: output 3 of reader dock-z is already amber of portal"
                                + " door-2 at agent.yaml:14",
                        "agent.yaml:15: signals[5].lamps: missing; expected the number of a pin or an output for at"
                                + " least one lamp",
                        "agent.yaml:16: signals[6].backend: lpt is not one of console, gpio, gpo, plc",
                        "agent.yaml:19: signals[7].lamps.pink: unknown key; known here: red, amber, green, blue, white,"
                                + " buzzer",
                        "agent.yaml:20: signals[7].patterns.expected: uses green, which is not among the lamps of this"
                                + " light",
                        "agent.yaml:20: signals[7].patterns.refused: rde hold is not a light pattern (as in red+buzzer"
                                + " 300ms, red 200ms x 3 then red hold): \"rde\" is no lamp; expected red, amber,"
                                + " green, blue, white, buzzer or off",
                        "agent.yaml:20: signals[7].patterns.retrned: unknown key; did you mean \"returned\"?");
    }

    private static List<SignalSettings> read(String signals) throws SettingsException {
        return AgentSettings.read(source(signals)).signals();
    }

    private static List<String> problems(String signals) {
        return catchThrowableOfType(SettingsException.class, () -> AgentSettings.read(source(signals)))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }

    private static SettingsSource source(String signals) {
        return new SettingsSource("agent.yaml", HEAD + signals, Path.of("").toAbsolutePath());
    }
}
