package io.tagline.hub.web;

import io.tagline.epc.IdentityException;
import io.tagline.epc.TrackingNumber;
import io.tagline.hub.manifest.LoadDocument;
import io.tagline.hub.manifest.LoadDocument.Refused;
import io.tagline.hub.manifest.LoadProblem;
import io.tagline.hub.manifest.LoadRefusedException;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a load to the load, or to what is wrong with it. */
final class LoadReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> FIELDS = new TreeSet<>(Set.of("load", "direction", "expected", "refuse"));
    private static final Set<String> OF_REFUSED = new TreeSet<>(Set.of("trackingNumber", "reason"));
    private static final Pattern REASON = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int MOST_PROBLEMS = 100;

    private final JsonNode body;
    private final List<LoadProblem> problems = new ArrayList<>();
    /** Where each tracking number of the body came first. */
    private final Map<String, String> places = new HashMap<>();

    private LoadReader(JsonNode body) {
        this.body = body;
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException 400 for what is no JSON
     * @throws LoadRefusedException with the problems, each with its path, at most 100
     */
    static LoadDocument read(byte[] json) throws LoadRefusedException {
        try {
            return new LoadReader(JSON.readTree(json)).load();
        } catch (JacksonException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "not-json",
                    "body is not JSON, at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": expected an object with " + FIELDS));
        }
    }

    private LoadDocument load() throws LoadRefusedException {
        if (!body.isObject()) {
            throw new LoadRefusedException(List.of(new LoadProblem("$", "expected an object with " + FIELDS)));
        }
        refuseUnknownFields(body, "$", FIELDS);
        Optional<String> load = text(body, "$", "load");
        Direction direction = body.hasNonNull("direction") ? direction() : Direction.UNKNOWN;
        List<JsonNode> expected = list("expected");
        List<JsonNode> refuse = body.hasNonNull("refuse") ? list("refuse") : List.of();
        if (expected.size() + refuse.size() > Manifest.MOST_PARCELS) {
            problem(
                    "$.expected",
                    expected.size() + " parcels and " + refuse.size() + " to refuse: expected at most "
                            + Manifest.MOST_PARCELS + " together");
            throw new LoadRefusedException(problems);
        }
        List<String> numbers = new ArrayList<>(expected.size());
        for (int i = 0; i < expected.size() && hasRoom(); i++) {
            number(expected.get(i), "$.expected[" + i + "]").ifPresent(numbers::add);
        }
        List<Refused> refused = new ArrayList<>(refuse.size());
        for (int i = 0; i < refuse.size() && hasRoom(); i++) {
            refused(refuse.get(i), "$.refuse[" + i + "]").ifPresent(refused::add);
        }
        if (!problems.isEmpty()) {
            throw new LoadRefusedException(problems);
        }
        return new LoadDocument(load.orElseThrow(), direction, numbers, refused);
    }

    private Direction direction() {
        JsonNode code = body.get("direction");
        Optional<Direction> direction = code.isString() ? Direction.ofCode(code.stringValue()) : Optional.empty();
        if (direction.isEmpty()) {
            problem("$.direction", shown(code) + ": expected in, out or unknown");
        }
        return direction.orElse(Direction.UNKNOWN);
    }

    private Optional<Refused> refused(JsonNode entry, String path) {
        if (!entry.isObject()) {
            problem(path, shown(entry) + ": expected an object with " + OF_REFUSED);
            return Optional.empty();
        }
        refuseUnknownFields(entry, path, OF_REFUSED);
        Optional<String> number = number(entry.path("trackingNumber"), path + ".trackingNumber");
        Optional<String> reason = text(entry, path, "reason");
        if (reason.isPresent() && !REASON.matcher(reason.get()).matches()) {
            problem(
                    path + ".reason",
                    shown(entry.get("reason"))
                            + ": expected a word such as held, customs, stolen or recalled, up to 40 of"
                            + " a-z, 0-9 and hyphen");
            return Optional.empty();
        }
        return number.flatMap(n -> reason.map(r -> new Refused(n, r)));
    }

    private Optional<String> number(JsonNode value, String path) {
        if (!value.isString()) {
            problem(path, shown(value) + ": expected a tracking number");
            return Optional.empty();
        }
        try {
            String number = TrackingNumber.parse(value.stringValue()).value();
            String first = places.putIfAbsent(number, path);
            if (first != null) {
                problem(path, "\"" + number + "\" is also at " + first + ": expected it once");
                return Optional.empty();
            }
            return Optional.of(number);
        } catch (IdentityException e) {
            problem(path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<String> text(JsonNode object, String path, String field) {
        JsonNode value = object.path(field);
        String text = value.isString() ? value.stringValue().strip() : "";
        if (text.isEmpty() || text.length() > Manifest.MOST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            problem(
                    path + "." + field,
                    shown(value) + ": expected text of 1 to " + Manifest.MOST_TEXT
                            + " characters, without control characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private List<JsonNode> list(String field) {
        JsonNode value = body.path(field);
        if (!value.isArray()) {
            problem("$." + field, shown(value) + ": expected a list");
            return List.of();
        }
        List<JsonNode> entries = new ArrayList<>(value.size());
        value.forEach(entries::add);
        return entries;
    }

    private void refuseUnknownFields(JsonNode object, String path, Set<String> known) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                problem(path + "." + cut(name), "unknown field: expected one of " + known);
            }
        }
    }

    private boolean hasRoom() {
        return problems.size() < MOST_PROBLEMS;
    }

    private void problem(String path, String message) {
        problems.add(new LoadProblem(path, message));
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : cut(value.toString());
    }

    private static String cut(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
    }
}
