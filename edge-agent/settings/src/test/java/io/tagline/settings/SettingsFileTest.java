package io.tagline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsFileTest {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");

    enum Side {
        INSIDE,
        OUT_SIDE
    }

    record Reader(String id, Optional<String> host, int port) {}

    record All(String site, List<Reader> readers) {}

    private static All all(SettingsNode root) {
        return new All(
                root.text("site", ID, "an id (1-64 of a-z, 0-9, -)").required(),
                root.list(
                        "readers",
                        1,
                        r -> new Reader(
                                r.text("id", ID, "an id (1-64 of a-z, 0-9, -)").required(),
                                r.host("host").optional(),
                                r.port("port").orElse(5084))));
    }

    @Test
    void everyProblemIsReportedAtOnceWithFileLineAndKey() {
        String yaml =
                """
                site: Ottawa One
                readers:
                  - id: dock-a
                    prot: 5084
                  - id: dock-b
                    port: 70000
                    host: 10.0.0.300
                  - host: reader.local
                moon: full
                """;
        assertThat(problems(yaml, SettingsFileTest::all))
                .containsExactly(
                        "agent.yaml:1: site: Ottawa One is not an id (1-64 of a-z, 0-9, -)",
                        "agent.yaml:4: readers[0].prot: unknown key; did you mean \"port\"?",
                        "agent.yaml:6: readers[1].port: 70000 is not a port (1-65535)",
                        "agent.yaml:7: readers[1].host: 10.0.0.300 is not a host name or address",
                        "agent.yaml:8: readers[2].id: missing; expected an id (1-64 of a-z, 0-9, -)",
                        "agent.yaml:9: moon: unknown key; known here: site, readers");
    }

    @Test
    void aSoundFileGivesItsValuesAndDefaults() throws SettingsException {
        All all = SettingsFile.read(
                source("site: ott-1\nreaders: [ { id: dock-a, host: '::1' }, { id: 7, port: 1 } ]"),
                Environment.none(),
                SettingsFileTest::all);
        assertThat(all)
                .isEqualTo(new All(
                        "ott-1",
                        List.of(new Reader("dock-a", Optional.of("::1"), 5084), new Reader("7", Optional.empty(), 1))));
    }

    @Test
    void aMissingListAndAnEmptyFileAreNamed() {
        assertThat(problems("", SettingsFileTest::all))
                .containsExactly(
                        "agent.yaml: site: missing; expected an id (1-64 of a-z, 0-9, -)",
                        "agent.yaml: readers: missing; expected a list of at least 1");
        assertThat(problems("site: a\nreaders: []\n", SettingsFileTest::all))
                .containsExactly("agent.yaml:2: readers: has 0 elements; at least 1 expected");
    }

    @Test
    void aWrongShapeSaysWhatShapeIsExpected() {
        assertThat(problems("site: [a]\nreaders: { id: a }\n", SettingsFileTest::all))
                .containsExactly(
                        "agent.yaml:1: site: must be one value, not a list or a section; expected an id (1-64 of a-z, 0-9, -)",
                        "agent.yaml:2: readers: must be a list");
        assertThat(problems("site: a\nreaders: [ dock-a ]\n", SettingsFileTest::all))
                .containsExactly("agent.yaml:2: readers[0]: must hold keys and values");
        assertThat(problems("- a\n- b\n", root -> ""))
                .containsExactly("agent.yaml:1: the file must hold keys and values");
    }

    @Test
    void eachKindOfValueIsReadAndRefused() throws SettingsException {
        assertThat(SettingsFile.<Object>read(
                        source(
                                """
                                whole: -3
                                decimal: -61.5
                                flag: true
                                wait: 250ms
                                keep: 7 d
                                size: 64 MiB
                                url: ssl://hub.example:8883
                                side: out-side
                                path: certs/ca.pem
                                allow: [10.0.0.1, 10.0.0.2]
                                one: single
                                labels: { dock: north, floor: 2 }
                                """),
                        Environment.none(),
                        n -> List.of(
                                n.integer("whole", -5, 5).required(),
                                n.decimal("decimal", -90, 0).required(),
                                n.bool("flag").required(),
                                n.duration("wait", Duration.ZERO, Duration.ofDays(1))
                                        .required(),
                                n.duration("keep", Duration.ZERO, Duration.ofDays(30))
                                        .required(),
                                n.bytes("size", 0, 1L << 30).required(),
                                n.url("url", "tcp", "ssl").required(),
                                n.oneOf("side", Side.class).required(),
                                n.path("path").required(),
                                n.texts("allow").required(),
                                n.texts("one").required(),
                                n.map("labels", (labels, name) -> labels.text(name)
                                        .required()))))
                .isEqualTo(List.of(
                        -3,
                        -61.5,
                        true,
                        Duration.ofMillis(250),
                        Duration.ofDays(7),
                        64L << 20,
                        URI.create("ssl://hub.example:8883"),
                        Side.OUT_SIDE,
                        Path.of("/etc/tagline/certs/ca.pem"),
                        List.of("10.0.0.1", "10.0.0.2"),
                        List.of("single"),
                        Map.of("dock", "north", "floor", "2")));
        assertThat(problems(
                        """
                        whole: 3.5
                        decimal: warm
                        flag: yes
                        wait: 10
                        size: lots
                        url: tcp://me:secret@hub:1883
                        side: left
                        allow: [ok, "a\\tb"]
                        """,
                        n -> List.of(
                                n.integer("whole", -5, 5).required(),
                                n.decimal("decimal", -90, 0).required(),
                                n.bool("flag").required(),
                                n.duration("wait", Duration.ZERO, Duration.ofDays(1))
                                        .required(),
                                n.bytes("size", 0, 1L << 30).required(),
                                n.url("url", "tcp", "ssl").required(),
                                n.oneOf("side", Side.class).required(),
                                n.texts("allow").required())))
                .containsExactly(
                        "agent.yaml:1: whole: 3.5 is not a whole number (-5 to 5)",
                        "agent.yaml:2: decimal: warm is not a number (-90 to 0)",
                        "agent.yaml:3: flag: yes is not true or false",
                        "agent.yaml:4: wait: 10 is not a duration with its unit ms, s, m, h or d (0s-1d)",
                        "agent.yaml:5: size: lots is not a size in B, KiB, MiB or GiB (0B-1GiB)",
                        "agent.yaml:6: url: tcp://******@hub:1883 is not a URL tcp://host:port or ssl://host:port without user name",
                        "agent.yaml:7: side: left is not one of inside, out-side",
                        "agent.yaml:8: allow[1]: a?b is not text");
    }

    @Test
    void aVariableGoesBeforeTheFileAndIsNamedWhenBad() throws SettingsException {
        Function<SettingsNode, Integer> port = n -> n.in("http").port("port").orElse(8080)
                + n.integer("max-clients", 0, 9).orElse(0);
        assertThat(SettingsFile.read(source("http: { port: 1000 }"), environment("TAGLINE_HTTP_PORT", "2000"), port))
                .isEqualTo(2000);
        assertThat(SettingsFile.read(source(""), environment("TAGLINE_MAX_CLIENTS", "4"), port))
                .isEqualTo(8084);
        assertThat(SettingsFile.read(source("http: { port: 1000 }"), environment("TAGLINE_HTTP_PORT", ""), port))
                .isEqualTo(1000);
        assertThat(problems("http: { port: 1000 }", environment("TAGLINE_HTTP_PORT", "http"), port))
                .containsExactly("environment: TAGLINE_HTTP_PORT: http is not a port (1-65535)");
    }

    @Test
    void aComplaintAboutValuesTogetherIsAProblemOfTheirSection() {
        Function<SettingsNode, Object> reader = root -> root.list("ranges", 0, n -> {
            int from = n.integer("from", 0, 9).required();
            int to = n.integer("to", 0, 9).required();
            if (from > to) {
                throw new IllegalArgumentException("from " + from + " is after to " + to);
            }
            return from;
        });
        assertThat(problems("ranges:\n- { from: 1, to: 2 }\n- { from: 3, to: 2 }\n- { from: 9, to: x }\n", reader))
                .containsExactly(
                        "agent.yaml:3: ranges[1]: from 3 is after to 2",
                        "agent.yaml:4: ranges[2].to: x is not a whole number (0-9)");
    }

    @Test
    void problemsOfAnIncludedFileCarryItsName() {
        SettingsSource profile = new SettingsSource("dense.yaml", "session: 9", Path.of("/etc"));
        assertThat(problems(
                        "a: 1\n",
                        root -> List.of(root.integer("a", 5, 6).required(), root.include(profile, p -> p.integer(
                                        "session", 0, 3)
                                .required()))))
                .containsExactly(
                        "agent.yaml:1: a: 1 is not a whole number (5-6)",
                        "dense.yaml:1: session: 9 is not a whole number (0-3)");
    }

    @Test
    void theKeysThatCodeReadsCanBeListed() {
        assertThat(SettingsFile.keysOf(SettingsFileTest::all))
                .containsExactly(
                        new KnownKey("site", "an id (1-64 of a-z, 0-9, -)", "required"),
                        new KnownKey("readers[].id", "an id (1-64 of a-z, 0-9, -)", "required"),
                        new KnownKey("readers[].host", "a host name or address", ""),
                        new KnownKey("readers[].port", "a port (1-65535)", "5084"));
    }

    private static SettingsSource source(String yaml) {
        return new SettingsSource("agent.yaml", yaml, Path.of("/etc/tagline"));
    }

    private static Environment environment(String name, String value) {
        return new Environment(Map.of(name, value), "TAGLINE_");
    }

    private static List<String> problems(String yaml, Function<SettingsNode, ?> reader) {
        return problems(yaml, Environment.none(), reader);
    }

    private static List<String> problems(String yaml, Environment environment, Function<SettingsNode, ?> reader) {
        SettingsException e = catchThrowableOfType(
                SettingsException.class, () -> SettingsFile.read(source(yaml), environment, reader));
        assertThat(e).as("problems in %s", yaml).isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }
}
