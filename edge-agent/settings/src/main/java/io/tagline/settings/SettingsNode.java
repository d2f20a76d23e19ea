package io.tagline.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A section of a settings file: asks for keys by name and type. What is wrong is noted, never thrown, so that one run
 * reports everything; see {@link Setting} for what is given instead.
 *
 * <p>A variable of the {@link Environment} goes before the file. Keys are in kebab-case; {@code null} and an empty
 * value count as absent. Confined to the thread that reads.
 */
public final class SettingsNode {

    private static final Pattern ANY_TEXT = Pattern.compile("[^\\p{Cntrl}]{1,4096}");

    private final Section section;

    private SettingsNode(Section section) {
        this.section = section;
    }

    static SettingsNode root(SettingsSource source, Environment environment, Findings findings) {
        return new SettingsNode(Section.root(source, environment, findings));
    }

    // ---- single values

    /** Any text of 1 to 4096 characters without control characters. */
    public Setting<String> text(String key) {
        return text(key, ANY_TEXT, "text");
    }

    /** Text that matches a pattern as a whole; {@code expected} completes "… is not …", like {@code an id (a-z, 0-9)}. */
    public Setting<String> text(String key, Pattern pattern, String expected) {
        return value(
                key,
                expected,
                text -> Optional.of(text).filter(t -> pattern.matcher(t).matches()),
                "unset");
    }

    /** A whole number within bounds, both included. */
    public Setting<Integer> integer(String key, int min, int max) {
        String expected = "a whole number (" + min + (min < 0 ? " to " : "-") + max + ")";
        return value(key, expected, text -> Scalars.whole(text, min, max).map(Long::intValue), min);
    }

    /** A number with or without a fraction, within bounds, both included. */
    public Setting<Double> decimal(String key, double min, double max) {
        String expected = "a number (" + Show.value(min) + " to " + Show.value(max) + ")";
        return value(key, expected, text -> Scalars.decimal(text, min, max), min);
    }

    /** {@code true} or {@code false}. */
    public Setting<Boolean> bool(String key) {
        return value(key, "true or false", Scalars::bool, false);
    }

    /** A length of time within bounds, written with its unit: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 7d}. */
    public Setting<Duration> duration(String key, Duration min, Duration max) {
        String expected = "a duration with its unit ms, s, m, h or d (" + Show.value(min) + "-" + Show.value(max) + ")";
        return value(key, expected, text -> Scalars.duration(text, min, max), min);
    }

    /** A number of bytes within bounds, with or without a unit: {@code 64MiB}, {@code 1 GiB}, {@code 500MB}, {@code 4096}. */
    public Setting<Long> bytes(String key, long min, long max) {
        String expected = "a size in B, KiB, MiB or GiB (" + Show.bytes(min) + "-" + Show.bytes(max) + ")";
        return section.ask(key, expected, text -> Scalars.bytes(text, min, max), min, Show::bytes);
    }

    /** A TCP port from 1. */
    public Setting<Integer> port(String key) {
        return value(
                key, "a port (1-65535)", text -> Scalars.whole(text, 1, 65535).map(Long::intValue), 1);
    }

    /** A TCP port, or 0, whose meaning is the caller's: none at all, or any free one. */
    public Setting<Integer> portOrZero(String key) {
        return value(
                key, "a port (0-65535)", text -> Scalars.whole(text, 0, 65535).map(Long::intValue), 0);
    }

    /** A host name or an address; IPv6 without brackets. */
    public Setting<String> host(String key) {
        return value(key, "a host name or address", Scalars::host, "unset");
    }

    /** A URL with a host, of one of the schemes, without user name and password. */
    public Setting<URI> url(String key, String... schemes) {
        List<String> allowed = List.of(schemes);
        String expected = "a URL "
                + String.join(
                        " or ", allowed.stream().map(s -> s + "://host:port").toList()) + " without user name";
        return value(key, expected, text -> Scalars.url(text, allowed), URI.create(allowed.get(0) + "://unset:1"));
    }

    /**
     * A path; a relative one starts from the file's own folder, or from the working directory when it comes from the
     * environment. Nothing is said about whether it exists.
     */
    public Setting<Path> path(String key) {
        return section.askPath(key, "a path");
    }

    /** A constant of an enum, written in lower case with {@code -} for {@code _}; a {@code _} is understood too. */
    public <E extends Enum<E>> Setting<E> oneOf(String key, Class<E> kind) {
        Map<String, E> words = new LinkedHashMap<>();
        Arrays.stream(kind.getEnumConstants())
                .forEach(e -> words.put(e.name().toLowerCase(Locale.ROOT).replace('_', '-'), e));
        String expected = "one of " + String.join(", ", words.keySet());
        return value(
                key,
                expected,
                text -> Optional.ofNullable(words.get(text.replace('_', '-'))),
                kind.getEnumConstants()[0]);
    }

    /**
     * A secret: as {@code key} itself, or better in a file of its own named by {@code key-file}; each can come from the
     * environment as well. A line end after the secret is dropped. Both at once are a problem.
     */
    public Setting<Secret> secret(String key) {
        return section.askSecret(key);
    }

    /** A list of texts; a single text stands for a list of one, and a variable holds them separated by commas. */
    public Setting<List<String>> texts(String key) {
        return values(key, "text", text -> Optional.of(text)
                .filter(t -> ANY_TEXT.matcher(t).matches()));
    }

    /** A list of values of one kind, each converted; empty from {@code conversion} means "is not {@code expectedEach}". */
    public <T> Setting<List<T>> values(String key, String expectedEach, Function<String, Optional<T>> conversion) {
        return section.askList(key, expectedEach, conversion);
    }

    private <T> Setting<T> value(String key, String expected, Function<String, Optional<T>> conversion, T standIn) {
        return section.ask(key, expected, conversion, standIn, Show::value);
    }

    // ---- sections

    /** The section under a key; empty where the file has none, so that its defaults apply. */
    public SettingsNode in(String key) {
        return new SettingsNode(section.child(key));
    }

    /** Whether the file or the environment gives the key a value. */
    public boolean has(String key) {
        return section.has(key);
    }

    /** The optional section under a key; the reader is not run where the file has none. */
    public <T> Optional<T> maybe(String key, Function<SettingsNode, T> reader) {
        SettingsNode child = in(key);
        return section.findings().probing() || section.has(key) ? guarded(child, reader) : Optional.empty();
    }

    /** The sections in a list. Elements with a problem are left out, so cross-checks see sound ones only. */
    public <T> List<T> list(String key, int least, Function<SettingsNode, T> reader) {
        List<T> values = new ArrayList<>();
        for (Section element : section.elements(key, least)) {
            guarded(new SettingsNode(element), reader).ifPresent(values::add);
        }
        return List.copyOf(values);
    }

    /** A section whose keys are free: the reader gets the section and each of its keys. Keeps the file's order. */
    public <T> Map<String, T> map(String key, BiFunction<SettingsNode, String, T> reader) {
        SettingsNode child = new SettingsNode(section.child(key).withFreeKeys());
        Map<String, T> values = new LinkedHashMap<>();
        for (String name : child.section.keys()) {
            guarded(child, node -> reader.apply(node, name)).ifPresent(value -> values.put(name, value));
        }
        return values;
    }

    /** Another file that this one refers to; its problems are reported with this one's. Empty when there are any. */
    public <T> Optional<T> include(SettingsSource other, Function<SettingsNode, T> reader) {
        if (section.findings().probing()) {
            return Optional.empty();
        }
        int before = section.findings().count();
        Optional<T> value = guarded(root(other, Environment.none(), section.findings()), reader);
        return section.findings().count() == before ? value : Optional.empty();
    }

    // ---- what only the caller can judge

    /** Notes a problem at a key, in the words of the caller; the message names the value and what was expected. */
    public void refuse(String key, String message) {
        section.refuse(key, message);
    }

    /** Where the key is, as problems show it, for messages that point at a second place: {@code agent.yaml:12}. */
    public String where(String key) {
        return section.where(key);
    }

    /** The folder that relative paths start from. */
    public Path directory() {
        return section.source().directory();
    }

    /** Runs a reader on a section. Its complaint about the values together becomes a problem of the section. */
    <T> Optional<T> guarded(SettingsNode node, Function<SettingsNode, T> reader) {
        Findings findings = section.findings();
        int before = findings.count();
        try {
            return Optional.of(reader.apply(node));
        } catch (StandInRefusedException e) {
            node.section.abandoned();
        } catch (IllegalArgumentException e) {
            // with a problem noted already, the complaint is likely about a stand-in
            if (findings.count() == before) {
                node.section.refuse("", e.getMessage() == null ? "these values do not go together" : e.getMessage());
            }
        }
        return Optional.empty();
    }
}
