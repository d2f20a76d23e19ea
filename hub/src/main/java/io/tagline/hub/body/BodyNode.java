package io.tagline.hub.body;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A place in a JSON body that is being read. What is wrong is noted with its path and reading goes on, so that all problems are
 * found at once; a field that nobody asks for is one of them.
 */
public final class BodyNode {
    private static final int SHOWN = 60;

    private final JsonNode node;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new TreeSet<>();

    private BodyNode(JsonNode node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /** Where problems go. */
    @FunctionalInterface
    public interface Problems {
        /**
         * One is found.
         *
         * @param path where in the body, e.g. {@code $.shipments[0].parcels[1].epc}
         * @param message names the value and what was expected
         */
        void found(String path, String message);
    }

    /** Reads an object with this reader; empty if it is not an object, or the reader gives nothing. */
    public static <T> Optional<T> read(
            JsonNode node, String path, Problems problems, Function<BodyNode, Optional<T>> reader) {
        if (!node.isObject()) {
            problems.found(path, shown(node) + ": expected an object");
            return Optional.empty();
        }
        BodyNode body = new BodyNode(node, path, problems);
        Optional<T> result = reader.apply(body);
        body.refuseUnknownFields();
        return result;
    }

    /** A field that may be missing or null. */
    private Optional<JsonNode> field(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** Text that may be missing; stripped, never blank. */
    public Optional<String> text(String name, int longest) {
        Optional<JsonNode> value = field(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = value.get().isString() ? value.get().stringValue() : null;
        if (text == null || text.isBlank() || text.length() > longest || hasControl(text)) {
            problem(
                    name,
                    shown(value.get()) + ": expected text of 1 to " + longest
                            + " characters, not blank, without control characters");
            return Optional.empty();
        }
        return Optional.of(text.strip());
    }

    /** Text that must be there. */
    public Optional<String> requiredText(String name, int longest) {
        require(name);
        return text(name, longest);
    }

    /** A day as yyyy-mm-dd. */
    public Optional<LocalDate> date(String name) {
        return parsed(name, 20, text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("\"" + text + "\": expected a date like 2026-11-25", e);
            }
        });
    }

    /** A whole number within bounds. */
    public OptionalInt number(String name, int least, int most) {
        Optional<JsonNode> value = field(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < least
                || number.intValue() > most) {
            problem(name, shown(number) + ": expected a whole number from " + least + " to " + most);
            return OptionalInt.empty();
        }
        return OptionalInt.of(number.intValue());
    }

    /** Text that a parser takes; what the parser throws is the problem. */
    public <T> Optional<T> parsed(String name, int longest, Function<String, T> parser) {
        return text(name, longest).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (IllegalArgumentException e) {
                problem(name, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    /** An object that may be missing. */
    public <T> Optional<T> object(String name, Function<BodyNode, Optional<T>> reader) {
        return field(name).flatMap(value -> read(value, path + "." + name, problems, reader));
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        Optional<JsonNode> value = field(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            problem(name, shown(value.get()) + ": expected true or false");
            return Optional.empty();
        }
        return value.map(JsonNode::booleanValue);
    }

    /** A list of texts that may be missing or empty. */
    public <T> List<T> texts(String name, int most, Function<String, T> parser) {
        List<T> read = new ArrayList<>();
        Optional<JsonNode> value = field(name);
        if (value.isEmpty()) {
            return read;
        }
        JsonNode list = value.get();
        if (!list.isArray() || list.size() > most) {
            problem(name, shown(list) + ": expected a list of at most " + most + " texts");
            return read;
        }
        for (int i = 0; i < list.size(); i++) {
            String at = name + "[" + i + "]";
            if (!list.get(i).isString()) {
                problem(at, shown(list.get(i)) + ": expected text");
                continue;
            }
            try {
                read.add(parser.apply(list.get(i).stringValue()));
            } catch (IllegalArgumentException e) {
                problem(at, String.valueOf(e.getMessage()));
            }
        }
        return read;
    }

    /** As {@link #objects}; the list may be missing or empty. */
    public <T> List<T> anyObjects(String name, int most, Function<BodyNode, Optional<T>> reader) {
        Optional<JsonNode> value = field(name);
        if (value.isPresent() && (!value.get().isArray() || !value.get().isEmpty())) {
            return objects(name, most, reader);
        }
        return List.of();
    }

    /** A list of at least one object. */
    public <T> List<T> objects(String name, int most, Function<BodyNode, Optional<T>> reader) {
        require(name);
        List<T> read = new ArrayList<>();
        Optional<JsonNode> value = field(name);
        if (value.isEmpty()) {
            return read;
        }
        JsonNode list = value.get();
        if (!list.isArray() || list.isEmpty()) {
            problem(name, shown(list) + ": expected a list of 1 to " + most);
            return read;
        }
        if (list.size() > most) {
            problem(name, list.size() + " entries: expected at most " + most);
            return read;
        }
        for (int i = 0; i < list.size(); i++) {
            read(list.get(i), path + "." + name + "[" + i + "]", problems, reader)
                    .ifPresent(read::add);
        }
        return read;
    }

    /** The path of a field. */
    public String path(String name) {
        return path + "." + name;
    }

    /** The path of this place. */
    public String path() {
        return path;
    }

    /** Notes it as a problem if the field is missing. */
    public void require(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            problem(name, "missing: expected a value");
        }
    }

    private void problem(String name, String message) {
        problems.found(path(name), message);
    }

    private void refuseUnknownFields() {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                problem(cut(name), "unknown field: expected one of " + String.join(", ", known));
            }
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static String shown(JsonNode value) {
        return cut(
                value.isContainer() ? (value.isArray() ? "a list of " + value.size() : "an object") : value.toString());
    }

    private static String cut(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > SHOWN ? shown.append('…').toString() : shown.toString();
    }
}
