package io.tagline.journeys.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.journeys.Project;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosOptionsTest {
    @Test
    void optionsAreTakenAsGiven() {
        ChaosOptions options = ChaosOptions.parse(
                "--minutes",
                "0.5",
                "--seed",
                "7",
                "--faults",
                "kill-hub,net-hub-*",
                "--agents",
                "3",
                "--broker",
                "embedded");
        assertThat(options.length()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.agents()).isEqualTo(3);
        assertThat(options.foreignBroker()).isFalse();
        assertThat(options.faults())
                .extracting(Fault::name)
                .contains("kill-hub", "net-hub-cut")
                .doesNotContain("kill-agent", "kill-hub-at-start");
    }

    @Test
    void wrongOptionIsNamedWithWhatWasExpected() {
        assertThatThrownBy(() -> ChaosOptions.parse("--minuets", "1"))
                .hasMessage("unknown option \"--minuets\"; see --help");
        assertThatThrownBy(() -> ChaosOptions.parse("--minutes", "0"))
                .hasMessage("--minutes is 0; expected more than 0, at most 10080");
        assertThatThrownBy(() -> ChaosOptions.parse("--agents", "x"))
                .hasMessage("--agents is \"x\"; expected a whole number");
        assertThatThrownBy(() -> ChaosOptions.parse("--broker", "kafka"))
                .hasMessage("--broker is \"kafka\"; expected mosquitto or embedded");
        assertThatThrownBy(() -> ChaosOptions.parse("--faults", "kill-hub,meteor"))
                .hasMessageStartingWith(
                        "--faults names \"meteor\"; expected \"all\", or names and globs of: kill-agent, ");
        assertThatThrownBy(() -> ChaosOptions.parse("--seed")).hasMessage("--seed needs a value; see --help");
    }

    @Test
    void everyOptionIsInTheHelp() throws Exception {
        String help = Files.readString(Project.root().resolve("scripts/chaos"));
        for (String option : List.of(
                "minutes", "seed", "faults", "agents", "reads-per-second", "broker", "report", "list", "keep")) {
            assertThat(help).contains("  --" + option + " ");
        }
    }

    @Test
    void everyFaultHasANameOfItsOwn() {
        List<String> names = FaultList.all().stream().map(Fault::name).toList();
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
        assertThat(names).allMatch(name -> name.matches("[a-z0-9-]+")).hasSizeGreaterThan(30);
    }

    @Test
    void oldDatabaseUndoesWhatMigrationsMadeLastFirst() {
        assertThat(OldDatabase.undo("-- CREATE TABLE no\nCREATE TABLE a (x);\nCREATE UNIQUE INDEX b ON a (x);\n"
                        + "ALTER TABLE c ADD COLUMN d TEXT;"))
                .containsExactly("ALTER TABLE c DROP COLUMN d", "DROP INDEX b", "DROP TABLE a");
    }
}
