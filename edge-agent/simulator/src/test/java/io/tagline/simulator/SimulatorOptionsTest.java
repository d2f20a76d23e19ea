package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatorOptionsTest {
    @Test
    void everyOptionIsInTheHelp() {
        for (String option : new String[] {
            "port",
            "listen-host",
            "script",
            "depot",
            "seed",
            "rate",
            "tags",
            "load-antennas",
            "clock",
            "dial",
            "dock",
            "pace",
            "power",
            "truth",
            "record",
            "seconds",
            "commands"
        }) {
            assertThat(SimulatorOptions.HELP).contains("--" + option + " ");
        }
    }

    @Test
    void optionsAreTakenAsGiven() {
        SimulatorOptions options = SimulatorOptions.parse(
                "--port",
                "0",
                "--depot",
                "a.script",
                "--seed",
                "3",
                "--clock",
                "-5m",
                "--commands",
                "--dial",
                "127.0.0.1:5084",
                "--load-antennas",
                "5,6");
        assertThat(options.commands()).isTrue();
        assertThat(options.loadAntennas()).containsExactly(5, 6);
        assertThat(options.port()).isZero();
        assertThat(options.depot()).isTrue();
        assertThat(options.script()).isPresent();
        assertThat(options.seed()).hasValue(3);
        assertThat(options.clock()).isEqualTo(ReaderClock.ahead(Duration.ofMinutes(-5)));
        assertThat(options.dial())
                .hasValueSatisfying(peer -> assertThat(peer.getPort()).isEqualTo(5084));
        assertThat(SimulatorOptions.parse().listenHost().isLoopbackAddress()).isTrue();
    }

    @Test
    void aDockHasDoorsPaceAndFiles() {
        DockOptions dock = SimulatorOptions.parse("--dock", "3", "--seed", "7", "--truth", "t.csv", "--pace", "9")
                .dock()
                .orElseThrow();
        assertThat(dock.doors()).isEqualTo(3);
        assertThat(dock.tripsPerMinute()).isEqualTo(9);
        assertThat(dock.seed()).isEqualTo(7);
        assertThat(dock.truth()).isPresent();
        assertThat(dock.record()).isEmpty();
        assertThatThrownBy(() -> SimulatorOptions.parse("--truth", "t.csv"))
                .hasMessage("--truth: expected --dock beside it");
    }

    @Test
    void aClockMayDrift() {
        assertThat(SimulatorOptions.parse("--clock", "-200ppm").clock())
                .isEqualTo(ReaderClock.correct().drifting(-200));
    }

    @Test
    void wrongOptionIsNamedWithWhatWasExpected() {
        assertThatThrownBy(() -> SimulatorOptions.parse("--port", "99999"))
                .hasMessage("--port is 99999; expected 0 to 65535");
        assertThatThrownBy(() -> SimulatorOptions.parse("--port", "x"))
                .hasMessage("--port is \"x\"; expected a number");
        assertThatThrownBy(() -> SimulatorOptions.parse("--prot", "1"))
                .hasMessage("--prot: expected a known option; see --help");
        assertThatThrownBy(() -> SimulatorOptions.parse("--clock", "late"))
                .hasMessage("--clock is \"late\"; expected right, 1970, uptime, +90s, -5m or +200ppm");
    }
}
