package io.tagline.hub.web;

import io.tagline.hub.promise.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small body of a request: one object, read field by field; everything wrong with it is said at once. */
final class JsonBody {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int SHOWN = 80;
    private static final int MOST_TEXTS = 100;

    private final String type;
    private final JsonNode body;
    private final List<Problem.Item> problems = new ArrayList<>();

    /**
     * Reads a body.
     *
     * @param type of the problem that says what is wrong with it
     * @throws ProblemException 400 for what is no JSON
     */
    JsonBody(byte[] json, String type, Set<String> fields) {
        this.type = type;
        try {
            this.body = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "not-json",
                    "body is not JSON, at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": expected an object with " + new TreeSet<>(fields)));
        }
        if (!body.isObject()) {
            problem("$", "expected an object with " + new TreeSet<>(fields));
        }
        for (String name : body.propertyNames()) {
            if (!fields.contains(name)) {
                problem("$." + cut(name), "unknown field: expected one of " + new TreeSet<>(fields));
            }
        }
    }

    /** A text that may be missing. */
    Optional<String> text(String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            problem("$." + field, cut(value.toString()) + ": expected text");
            return Optional.empty();
        }
        return Optional.of(value.stringValue().strip());
    }

    /** A text that has to be there; empty once it is said that it is not. */
    String required(String field, String expected) {
        Optional<String> text = text(field);
        if (text.isEmpty()
                && problems.stream().noneMatch(problem -> problem.path().equals("$." + field))) {
            problem("$." + field, "missing: expected " + expected);
        }
        return text.orElse("");
    }

    /** A word of a closed set, if it is there. */
    <T> Optional<T> word(String field, Function<String, Optional<T>> meaning, String expected) {
        Optional<String> text = text(field);
        Optional<T> found = text.flatMap(meaning);
        if (text.isPresent() && found.isEmpty()) {
            problem("$." + field, "\"" + cut(text.get()) + "\": expected " + expected);
        }
        return found;
    }

    Optional<UUID> uuid(String field) {
        return word(field, JsonBody::uuidOf, "a UUID");
    }

    Optional<Instant> time(String field) {
        return word(field, JsonBody::instantOf, "a time such as 2026-11-23T08:00:00Z");
    }

    /** Whether a switch is on; off if it is not there. */
    boolean flag(String field) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            problem("$." + field, cut(value.toString()) + ": expected true or false");
        }
        return value.isBoolean() && value.booleanValue();
    }

    boolean has(String field) {
        return body.hasNonNull(field);
    }

    int integer(String field, String expected) {
        JsonNode value = body.path(field);
        if (!value.isInt()) {
            problem(
                    "$." + field,
                    (value.isMissingNode() ? "missing" : cut(value.toString())) + ": expected " + expected);
            return 0;
        }
        return value.intValue();
    }

    /** Texts by name, 100 at most; none if they are not there. */
    Map<String, String> texts(String field, String expected) {
        Map<String, String> texts = new TreeMap<>();
        JsonNode object = body.path(field);
        boolean right = object.isObject() && object.size() <= MOST_TEXTS;
        require(right, field, expected + ", " + MOST_TEXTS + " at most");
        if (right) {
            object.properties().forEach(entry -> {
                require(entry.getValue().isString(), field + "." + cut(entry.getKey()), "text");
                texts.put(entry.getKey(), entry.getValue().asString(""));
            });
        }
        return texts;
    }

    /** Says that a field is not as it has to be, unless it is or something is said of it already. */
    void require(boolean right, String field, String expected) {
        String path = "$." + field;
        if (!right && problems.stream().noneMatch(problem -> problem.path().equals(path))) {
            problem(path, "expected " + expected);
        }
    }

    /** An object with {@code amount}, a text, and {@code currency}, if it is there. */
    Optional<Money> money(String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Money(
                    new BigDecimal(value.path("amount").asString("")),
                    Currency.getInstance(value.path("currency").asString(""))));
        } catch (IllegalArgumentException e) {
            problem(
                    "$." + field,
                    cut(value.toString()) + ": expected {\"amount\":\"12.50\",\"currency\":\"CAD\"}, none below 0");
            return Optional.empty();
        }
    }

    /** @throws ProblemException 422 with everything that is wrong */
    void done() {
        if (!problems.isEmpty()) {
            Problem.Item first = problems.get(0);
            throw new ProblemException(Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT, type, first.path() + ": " + first.message(), problems));
        }
    }

    private void problem(String path, String message) {
        problems.add(new Problem.Item(path, message));
    }

    private static Optional<UUID> uuidOf(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instantOf(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String cut(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "…";
    }
}
