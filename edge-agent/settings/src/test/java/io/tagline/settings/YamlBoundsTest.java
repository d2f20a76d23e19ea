package io.tagline.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlBoundsTest {

    @TempDir
    Path dir;

    @Test
    void brokenYamlIsRefusedWithItsLine() {
        refused("a: 1\nb: [1, 2\nc: 3\n", "agent.yaml:3: not YAML: ");
        refused("a: b: c\n", "agent.yaml:1: not YAML: mapping values are not allowed here");
        refused("a: 1\n---\nb: 2\n", "agent.yaml:2: not YAML: but found another document");
    }

    @Test
    void aKeyGivenTwiceIsRefusedWithBothLines() {
        refused("a: {}\nb: {}\na: 3\n", "agent.yaml:3: a: given twice; first on line 1");
    }

    @Test
    void deepNestingIsRefusedBeforeItExhaustsTheStack() {
        refused("a: " + "[".repeat(500_000), "agent.yaml:1: nested deeper than 40 levels");
    }

    @Test
    void aliasBombsAreRefused() {
        refused("a: &a [1]\nb: [" + "*a, ".repeat(60) + "]\n", "agent.yaml:2: more than 50 aliases (*name)");
        refused("a: &a\n  b: *a\n", "agent.yaml:");
    }

    @Test
    void filesThatCannotBeTextAreRefusedByName() throws IOException {
        Path file = dir.resolve("agent.yaml");
        fileRefused(file, file + ": does not exist");
        fileRefused(dir, dir + ": is a directory");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
        fileRefused(file, file + ": is not UTF-8 text");
        Files.writeString(file, "#".repeat(SettingsSource.MAX_BYTES + 1), StandardCharsets.US_ASCII);
        fileRefused(file, file + ": is larger than 1048576 bytes");
    }

    @Test
    void aFileOfGarbageDoesNotFloodTheScreen() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            yaml.append("key").append(i).append(": 1\n");
        }
        assertThatThrownBy(() -> read(yaml.toString()))
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> org.assertj.core.api.Assertions.assertThat(e.problems())
                                .hasSize(100));
    }

    private static void refused(String yaml, String start) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(start);
    }

    private static void fileRefused(Path file, String message) {
        assertThatThrownBy(() -> SettingsFile.read(file, Environment.none(), root -> ""))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }

    private static Object read(String yaml) throws SettingsException {
        return SettingsFile.read(
                new SettingsSource("agent.yaml", yaml, Path.of("/etc/tagline")), Environment.none(), root -> {
                    root.in("a").has("b");
                    root.in("b");
                    return "";
                });
    }
}
