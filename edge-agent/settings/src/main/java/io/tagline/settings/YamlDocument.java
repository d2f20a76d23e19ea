package io.tagline.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** YAML text to nodes with line numbers, within bounds. The only place that runs the YAML parser. */
final class YamlDocument {

    /** Composing is recursive; settings are never more than five deep. */
    private static final int MAX_DEPTH = 40;

    /** Aliases multiply; nobody repeats a block by hand more often. */
    private static final int MAX_ALIASES = 50;

    private YamlDocument() {}

    /** The root mapping; empty when the file is empty or wrong, in which case the problem is in the findings. */
    static Optional<MappingNode> parse(SettingsSource source, Findings findings) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setAllowDuplicateKeys(true) // found by us, all of them, each with its line
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setCodePointLimit(SettingsSource.MAX_BYTES)
                .build();
        try {
            checkBounds(new Parse(settings).parseString(source.text()));
            Optional<Node> root = new Compose(settings).composeString(source.text());
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            root.filter(node -> !isNull(node))
                    .ifPresent(node -> findings.add(
                            new Problem(source.name(), line(node), "", "the file must hold keys and values")));
        } catch (MarkedYamlEngineException e) {
            findings.add(new Problem(source.name(), line(e.getProblemMark()), "", "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            findings.add(new Problem(source.name(), 0, "", "not YAML: " + e.getMessage()));
        } catch (OutOfBounds e) {
            findings.add(new Problem(source.name(), e.line, "", e.what));
        }
        return Optional.empty();
    }

    /** The values of a mapping by key. A key given twice is a problem: YAML would silently keep one of the two. */
    static Map<String, Entry> entries(MappingNode mapping, SettingsSource source, String path, Findings findings) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                findings.add(new Problem(source.name(), line(tuple.getKeyNode()), path, "a key must be plain text"));
                continue;
            }
            Entry entry = new Entry(tuple.getValueNode(), line(key));
            Entry first = entries.putIfAbsent(key.getValue(), entry);
            if (first != null) {
                String keyPath = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                findings.add(
                        new Problem(source.name(), entry.line, keyPath, "given twice; first on line " + first.line));
            }
        }
        return entries;
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && isNullText(scalar.getValue());
    }

    static int line(Node node) {
        return line(node.getStartMark());
    }

    private static boolean isNullText(String text) {
        return text.isEmpty() || text.equals("~") || text.equals("null");
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(0);
    }

    private static void checkBounds(Iterable<Event> events) throws OutOfBounds {
        int depth = 0;
        int aliases = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw new OutOfBounds(line(event.getStartMark()), "nested deeper than " + MAX_DEPTH + " levels");
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof AliasEvent && ++aliases > MAX_ALIASES) {
                throw new OutOfBounds(line(event.getStartMark()), "more than " + MAX_ALIASES + " aliases (*name)");
            }
        }
    }

    /** A value and the line of its key. */
    record Entry(Node value, int line) {}

    private static final class OutOfBounds extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final String what;

        OutOfBounds(int line, String what) {
            super(what);
            this.line = line;
            this.what = what;
        }
    }
}
