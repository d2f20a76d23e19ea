package io.tagline.settings;

import io.tagline.settings.YamlDocument.Entry;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The mapping behind a {@link SettingsNode}: where its values are, which keys were asked for, what was wrong. */
final class Section {

    private static final int MAX_SECRET_BYTES = 64 * 1024;

    private final SettingsSource source;
    private final Environment environment;
    private final Findings findings;
    private final String path;
    private final String pattern;
    private final int line;
    private final Map<String, Entry> entries;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, Section> children = new LinkedHashMap<>();
    private boolean freeKeys;
    private boolean abandoned;

    /** @param pattern the path as {@link KnownKey} shows it */
    private Section(
            SettingsSource source,
            Environment environment,
            Findings findings,
            String path,
            String pattern,
            int line,
            Optional<MappingNode> mapping) {
        this.source = source;
        this.environment = environment;
        this.findings = findings;
        this.path = path;
        this.pattern = pattern;
        this.line = line;
        this.entries = mapping.map(m -> YamlDocument.entries(m, source, path, findings))
                .orElse(Map.of());
    }

    static Section root(SettingsSource source, Environment environment, Findings findings) {
        findings.openedSource(source.name());
        Optional<MappingNode> mapping = YamlDocument.parse(source, findings);
        Section root = new Section(source, environment, findings, "", "", mapping.isPresent() ? 1 : 0, mapping);
        findings.opened(root);
        return root;
    }

    Findings findings() {
        return findings;
    }

    SettingsSource source() {
        return source;
    }

    // ---- values

    <T> Setting<T> ask(
            String key,
            String expected,
            Function<String, Optional<T>> conversion,
            T standIn,
            Function<? super T, String> shown) {
        Optional<Found> found = find(key, expected);
        Optional<T> value = found.flatMap(f -> f.text).flatMap(conversion);
        if (found.isPresent() && found.get().text.isPresent() && value.isEmpty()) {
            refuse(found.get(), Show.text(found.get().text.get()) + " is not " + expected);
        }
        return new Setting<>(this, key, expected, value.orElse(null), found.isPresent(), () -> standIn, shown);
    }

    Setting<Path> askPath(String key, String expected) {
        boolean fromEnvironment = environment.override(keyPath(key)).isPresent();
        Path start = fromEnvironment ? Path.of("").toAbsolutePath() : source.directory();
        return ask(key, expected, text -> resolve(start, text), start, Show::value);
    }

    Setting<Secret> askSecret(String key) {
        String fileKey = key + "-file";
        String expected = "a secret (better in a file: " + fileKey + ")";
        Setting<Path> file = askPath(fileKey, "a path to a file that holds the secret");
        file.optional(); // notes the key
        Optional<Found> plain = find(key, expected);
        // one that comes from the environment overrides either form in the file
        boolean plainWins = environment.override(keyPath(key)).isPresent();
        boolean fileWins = environment.override(keyPath(fileKey)).isPresent();
        if (plain.isPresent() && has(fileKey) && plainWins == fileWins) {
            refuse(plain.get(), "given twice, as " + key + " and as " + fileKey + "; one is enough");
        }
        Optional<Secret> value = plain.flatMap(f -> f.text).map(Secret::new);
        boolean given = plain.isPresent();
        if (!given || (fileWins && !plainWins)) {
            given = has(fileKey);
            value = file.optional().flatMap(f -> readSecret(fileKey, f));
        }
        Secret standIn = new Secret("unset");
        return new Setting<>(this, key, expected, value.orElse(null), given, () -> standIn, secret -> "");
    }

    <T> Setting<List<T>> askList(String key, String expectedEach, Function<String, Optional<T>> conversion) {
        String expected = "a list, each " + expectedEach;
        List<Found> texts = new ArrayList<>();
        Entry entry = entries.get(key);
        Optional<String> override = environment.override(keyPath(key));
        if (override.isEmpty() && entry != null && entry.value() instanceof SequenceNode sequence) {
            asked.add(key);
            for (Node element : sequence.getValue()) {
                String elementKey = keyPath(key) + "[" + texts.size() + "]";
                texts.add(scalar(element, source.name(), YamlDocument.line(element), elementKey, expectedEach));
            }
        } else {
            find(key, expected)
                    .ifPresent(found -> found.text.ifPresent(
                            text -> List.of(text.split(",", -1)).forEach(t -> texts.add(found.withText(t.strip())))));
        }
        boolean given = has(key);
        List<T> values = new ArrayList<>();
        for (Found found : texts) {
            Optional<T> value = found.text.flatMap(conversion);
            if (found.text.isPresent() && value.isEmpty()) {
                refuse(found, Show.text(found.text.get()) + " is not " + expectedEach);
            }
            value.ifPresent(values::add);
        }
        boolean sound = given && values.size() == texts.size();
        return new Setting<>(this, key, expected, sound ? List.copyOf(values) : null, given, List::of, Show::value);
    }

    private Optional<Found> find(String key, String expected) {
        asked.add(key);
        Optional<String> override = environment.override(keyPath(key));
        if (override.isPresent()) {
            return Optional.of(new Found(override, "environment", 0, environment.variableFor(keyPath(key))));
        }
        Entry entry = entries.get(key);
        if (entry == null || YamlDocument.isNull(entry.value())) {
            return Optional.empty();
        }
        return Optional.of(scalar(entry.value(), source.name(), entry.line(), keyPath(key), expected));
    }

    private Found scalar(Node node, String name, int at, String key, String expected) {
        if (node instanceof ScalarNode scalar) {
            return new Found(Optional.of(scalar.getValue()), name, at, key);
        }
        Found found = new Found(Optional.empty(), name, at, key);
        refuse(found, "must be one value, not a list or a section; expected " + expected);
        return found;
    }

    private Optional<Secret> readSecret(String key, Path file) {
        try {
            String text = SettingsSource.readText(file, MAX_SECRET_BYTES).stripTrailing();
            if (text.isEmpty()) {
                refuse(key, file + " is empty; expected a secret in it");
                return Optional.empty();
            }
            return Optional.of(new Secret(text));
        } catch (SettingsException e) {
            refuse(key, file + " " + e.problems().get(0).message());
            return Optional.empty();
        }
    }

    private static Optional<Path> resolve(Path start, String text) {
        try {
            return Optional.of(start.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    // ---- sections

    Section child(String key) {
        asked.add(key);
        return children.computeIfAbsent(key, k -> {
            Entry entry = entries.get(k);
            Optional<MappingNode> mapping = Optional.empty();
            if (entry != null && !YamlDocument.isNull(entry.value())) {
                mapping = mapping(entry.value(), entry.line(), keyPath(k));
            }
            return open(keyPath(k), patternPath(k), entry == null ? line : entry.line(), mapping);
        });
    }

    List<Section> elements(String key, int least) {
        asked.add(key);
        if (findings.probing()) {
            return List.of(open(keyPath(key) + "[0]", patternPath(key) + "[]", 0, Optional.empty()));
        }
        Entry entry = entries.get(key);
        List<Section> elements = new ArrayList<>();
        if (entry != null && entry.value() instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                Node node = sequence.getValue().get(i);
                String elementPath = keyPath(key) + "[" + i + "]";
                int at = YamlDocument.line(node);
                mapping(node, at, elementPath)
                        .ifPresent(m -> elements.add(open(elementPath, patternPath(key) + "[]", at, Optional.of(m))));
            }
            if (sequence.getValue().size() < least) {
                refuse(key, "has " + sequence.getValue().size() + " elements; at least " + least + " expected");
            }
        } else if (entry != null && !YamlDocument.isNull(entry.value())) {
            refuse(key, "must be a list");
        } else if (least > 0) {
            refuse(key, "missing; expected a list of at least " + least);
        }
        return elements;
    }

    Section withFreeKeys() {
        freeKeys = true;
        return this;
    }

    List<String> keys() {
        return findings.probing() ? List.of("name") : List.copyOf(entries.keySet());
    }

    private Section open(String childPath, String childPattern, int at, Optional<MappingNode> mapping) {
        Section child = new Section(source, environment, findings, childPath, childPattern, at, mapping);
        findings.opened(child);
        return child;
    }

    private Optional<MappingNode> mapping(Node node, int at, String key) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(mapping);
        }
        findings.add(new Problem(source.name(), at, key, "must hold keys and values"));
        return Optional.empty();
    }

    // ---- problems

    boolean has(String key) {
        Entry entry = entries.get(key);
        return environment.override(keyPath(key)).isPresent() || (entry != null && !YamlDocument.isNull(entry.value()));
    }

    void refuse(String key, String message) {
        if (environment.override(keyPath(key)).isPresent()) {
            findings.add(new Problem("environment", 0, environment.variableFor(keyPath(key)), message));
        } else {
            findings.add(new Problem(source.name(), lineOf(key), keyPath(key), message));
        }
    }

    private void refuse(Found found, String message) {
        findings.add(new Problem(found.source, found.line, found.key, message));
    }

    String where(String key) {
        return source.name() + ":" + lineOf(key);
    }

    void known(String key, String type, String fallback) {
        findings.known(new KnownKey(patternPath(key), type, fallback));
    }

    /** Not every key was asked for, so nothing can be said about those that nobody knows. */
    void abandoned() {
        abandoned = true;
        children.values().forEach(Section::abandoned);
    }

    void reportUnknownKeys() {
        if (abandoned || freeKeys) {
            return;
        }
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!asked.contains(entry.getKey())) {
                String hint = Spelling.nearest(entry.getKey(), asked)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("known here: " + String.join(", ", asked));
                findings.add(new Problem(
                        source.name(),
                        entry.getValue().line(),
                        keyPath(Show.text(entry.getKey())),
                        "unknown key; " + hint));
            }
        }
    }

    private int lineOf(String key) {
        Entry entry = entries.get(key);
        return entry == null ? line : entry.line();
    }

    private String keyPath(String key) {
        return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }

    private String patternPath(String key) {
        String name = freeKeys ? "*" : key;
        return pattern.isEmpty() ? name : pattern + "." + name;
    }

    /** The text of a value, absent when it was a list or a section, and where it came from. */
    private record Found(Optional<String> text, String source, int line, String key) {
        Found withText(String part) {
            return new Found(Optional.of(part), source, line, key);
        }
    }
}
