package io.tagline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    @TempDir
    Path dir;

    @Test
    void aSecretShowsNothingOfItself() {
        assertThat(new Secret("hunter2")).hasToString("Secret[******]");
    }

    @Test
    void itComesFromTheFileFromAFileOfItsOwnOrFromTheEnvironment() throws Exception {
        Files.writeString(dir.resolve("mqtt.secret"), "from file\n");
        assertThat(read("password: plain", Map.of())).contains(new Secret("plain"));
        assertThat(read("password-file: mqtt.secret", Map.of())).contains(new Secret("from file"));
        assertThat(read("password-file: gone", Map.of("T_PASSWORD", "from env")))
                .contains(new Secret("from env"));
        assertThat(read(
                        "password: plain",
                        Map.of("T_PASSWORD_FILE", dir.resolve("mqtt.secret").toString())))
                .contains(new Secret("from file"));
        assertThat(read("", Map.of())).isEmpty();
    }

    @Test
    void aSecretThatCannotBeReadIsNamedByItsFile() throws IOException {
        Files.writeString(dir.resolve("empty.secret"), "\n");
        refused("password-file: gone.secret", "password-file: " + dir.resolve("gone.secret") + " does not exist");
        refused(
                "password-file: empty.secret",
                "password-file: " + dir.resolve("empty.secret") + " is empty; expected a secret in it");
    }

    @Test
    void aSecretGivenTwiceIsRefusedWithoutShowingIt() {
        refused(
                "password: hunter2\npassword-file: mqtt.secret",
                "password: given twice, as password and as password-file; one is enough");
    }

    private void refused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("agent.yaml:1: " + message)
                .hasMessageNotContaining("hunter2");
    }

    private Optional<Secret> read(String yaml, Map<String, String> variables) throws SettingsException {
        return SettingsFile.read(
                new SettingsSource("agent.yaml", yaml, dir),
                new Environment(variables, "T_"),
                root -> root.secret("password").optional());
    }
}
