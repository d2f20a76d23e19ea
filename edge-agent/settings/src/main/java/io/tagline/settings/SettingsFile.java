package io.tagline.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Where reading settings starts, for the agent and the hub at their start and for {@code check}.
 *
 * <pre>{@code
 * record Http(int port) {}
 * Http http = SettingsFile.read(path, new Environment(System.getenv(), "TAGLINE_"),
 *         root -> new Http(root.in("http").port("port").orElse(8080)));
 * }</pre>
 *
 * <p>The function asks the node for each key it knows. Whatever is wrong is noted and reading goes on, so the exception
 * at the end carries all problems. Keys that nobody asked for are problems too.
 */
public final class SettingsFile {

    private SettingsFile() {}

    /**
     * Reads a file and gives the function's result.
     *
     * @throws SettingsException with every problem, in the order of the file
     */
    public static <T> T read(Path file, Environment environment, Function<SettingsNode, T> reader)
            throws SettingsException {
        return read(SettingsSource.file(file), environment, reader);
    }

    /** As above, from text in hand: an empty text reads settings that come from the environment alone. */
    public static <T> T read(SettingsSource source, Environment environment, Function<SettingsNode, T> reader)
            throws SettingsException {
        Findings findings = new Findings(false);
        SettingsNode root = SettingsNode.root(source, environment, findings);
        T value = root.guarded(root, reader).orElse(null);
        findings.throwIfAny();
        if (value == null) {
            throw new IllegalStateException("reader of " + source.name() + " gave nothing and no problem");
        }
        return value;
    }

    /** Every key that the function asks for, without any file: for comparing code with documentation and schema. */
    public static List<KnownKey> keysOf(Function<SettingsNode, ?> reader) {
        Findings findings = new Findings(true);
        SettingsNode root = SettingsNode.root(new SettingsSource("", "", Path.of("")), Environment.none(), findings);
        root.guarded(root, reader);
        return findings.knownKeys();
    }
}
