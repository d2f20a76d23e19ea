package io.tagline.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tagline.settings.Environment;
import io.tagline.settings.KnownKey;
import io.tagline.settings.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class FirmwareConfigTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| ([^|]*)\\|", Pattern.MULTILINE);

    @TempDir
    Path dir;

    @Test
    void everyExampleIsASoundAgentYaml() throws Exception {
        Files.writeString(dir.resolve("mqtt.secret"), "secret");
        Files.writeString(dir.resolve("plc.secret"), "secret");
        List<Path> examples = FirmwareConfig.files("examples");
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (Path example : examples) {
            Path copy = Files.copy(example, dir.resolve(example.getFileName()));
            assertThat(AgentSettings.read(copy, Map.of()).portals())
                    .as(example.toString())
                    .isNotEmpty();
        }
    }

    @Test
    void everyReaderProfileLoadsAndShipsInTheJar() throws Exception {
        List<String> names = FirmwareConfig.files("readers").stream()
                .map(file -> file.getFileName().toString().replace(".yaml", ""))
                .toList();
        assertThat(ReaderProfiles.SHIPPED).containsExactlyElementsOf(names);
        for (String name : names) {
            assertThat(SettingsFile.read(ReaderProfiles.shipped(name), Environment.none(), ProfileReader::read))
                    .as(name)
                    .isNotNull();
            assertThat(ReaderProfiles.shipped(name).text()).isEqualTo(FirmwareConfig.text("readers/" + name + ".yaml"));
        }
    }

    @Test
    void theReferenceNamesEveryKeyWithItsDefault() {
        String[] parts = FirmwareConfig.text("settings-reference.md").split("## Reader profiles", 2);
        assertThat(documented(parts[0])).isEqualTo(defaults(AgentSettings.knownKeys()));
        assertThat(documented(parts[1])).isEqualTo(defaults(ProfileReader.knownKeys()));
    }

    @Test
    void theSchemaHasTheKeysOfTheCode() {
        Object schema =
                new Load(LoadSettings.builder().build()).loadFromString(FirmwareConfig.text("agent.schema.json"));
        Set<String> keys = new TreeSet<>();
        collectKeys(schema, "", keys);
        assertThat(keys).isEqualTo(defaults(AgentSettings.knownKeys()).keySet());
    }

    @Test
    void systemdAcceptsTheUnit() throws Exception {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        assumeThat(analyze).as("systemd-analyze to verify the unit").exists();
        // the command of the unit must exist for verify; java may live elsewhere on a build machine
        Path unit = dir.resolve("tagline-agent.service");
        Files.writeString(
                unit, FirmwareConfig.text("systemd/tagline-agent.service").replace("/usr/bin/java ", "/bin/true "));
        Path pins =
                Files.createDirectory(dir.resolve("tagline-agent.service.d")).resolve("gpio.conf");
        Files.writeString(pins, FirmwareConfig.text("systemd/tagline-agent.service.d/gpio.conf"));
        Process process = new ProcessBuilder(analyze.toString(), "verify", "--man=no", unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).doesNotContain("tagline-agent.service:", "gpio.conf:");
        assertThat(process.exitValue()).as(said).isZero();
    }

    @Test
    void theUnitKeepsWhatAJvmNeeds() {
        String unit = FirmwareConfig.text("systemd/tagline-agent.service");
        assertThat(unit).contains("Type=notify", "WatchdogSec=", "ProtectSystem=strict", "StateDirectory=tagline");
        // a JVM compiles at run time, and reads cpuinfo; adjtimex tells how good the clock is
        assertThat(unit).doesNotContainPattern("(?m)^(MemoryDenyWriteExecute|ProcSubset|ProtectClock)=");
        assertThat(unit).contains("TAGLINE_AGENT_MQTT_PASSWORD_FILE");
    }

    private static Map<String, String> documented(String markdown) {
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(markdown);
        while (row.find()) {
            rows.put(row.group(1), row.group(2).strip());
        }
        return rows;
    }

    private static Map<String, String> defaults(List<KnownKey> keys) {
        Map<String, String> defaults = new TreeMap<>();
        keys.forEach(key -> defaults.put(key.path(), key.fallback()));
        return defaults;
    }

    private static void collectKeys(Object schema, String path, Set<String> keys) {
        Map<?, ?> map = (Map<?, ?>) schema;
        if (map.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach(
                    (name, child) -> collectKeys(child, path.isEmpty() ? "" + name : path + "." + name, keys));
        } else if (map.get("items") instanceof Map<?, ?> items && items.containsKey("properties")) {
            collectKeys(items, path + "[]", keys);
        } else {
            keys.add(path);
        }
    }
}
