package io.tagline.hub.web;

import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.CarrierCodes;
import io.tagline.hub.tracking.Carriers;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Report;
import io.tagline.wire.AgentAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a reported event to the event, or to everything that is wrong with it. */
final class ReportedEventReader {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> FIELDS =
            List.of("kind", "occurredAt", "site", "place", "sourceRef", "carrier", "code", "corrects", "note");
    private static final int LONGEST = 200;

    /** Nothing that a parcel of ours can have gone through is older. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** Clocks differ; but what is put years ahead by a slip would be the newest for ever. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** What a company whose orders these are can know of itself: whether the post has a parcel, and how that ends, the post says. */
    private static final Set<EventKind> OF_PARTNERS = EnumSet.of(
            EventKind.ARRIVED,
            EventKind.DEPARTED,
            EventKind.CUSTOMS,
            EventKind.CUSTOMS_HELD,
            EventKind.CUSTOMS_CLEARED,
            EventKind.HELD);

    private final JsonNode body;
    private final Instant now;
    private final Carriers carriers;
    private final List<Problem.Item> problems = new ArrayList<>();

    private ReportedEventReader(JsonNode body, Instant now, Carriers carriers) {
        this.body = body;
        this.now = now;
        this.carriers = carriers;
    }

    /** @throws ProblemException 400 for what is no JSON, 422 with every problem for what is no event */
    static ReportedEvent read(byte[] json, Instant now, Carriers carriers) {
        try {
            return new ReportedEventReader(JSON.readTree(json), now, carriers).event();
        } catch (JacksonException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "not-json",
                    "body is not JSON, at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": expected an object with " + FIELDS));
        }
    }

    /**
     * As above, of a partner: of what happens elsewhere than at the post's sites, and nothing is taken back.
     *
     * @throws ProblemException also for what a partner may not say
     */
    static ReportedEvent readOfPartner(byte[] json, Instant now, Carriers carriers) {
        ReportedEvent event = read(json, now, carriers);
        List<Problem.Item> problems = new ArrayList<>();
        if (!OF_PARTNERS.contains(event.kind())) {
            problems.add(new Problem.Item(
                    "$.kind",
                    "\"" + event.kind().code() + "\": expected of a partner one of "
                            + OF_PARTNERS.stream().map(EventKind::code).collect(Collectors.joining(", "))));
        }
        if (event.site().isPresent()) {
            problems.add(
                    new Problem.Item("$.site", "expected place of a partner: what happens at a site the post says"));
        }
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
        return event;
    }

    private ReportedEvent event() {
        if (!body.isObject()) {
            problems.add(new Problem.Item("$", "expected an object with " + FIELDS));
            throw refused();
        }
        body.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name -> problems.add(
                        new Problem.Item("$." + excerpt(name), "unknown field: expected one of " + FIELDS)));
        Optional<String> carrier = text("carrier", false);
        Optional<String> code = text("code", carrier.isPresent());
        Optional<EventKind> kind = carrier.isPresent()
                ? carrier.flatMap(this::codes).flatMap(codes -> code.map(codes::kind))
                : text("kind", true).flatMap(this::kind);
        if (carrier.isPresent() == body.has("kind")) {
            problems.add(new Problem.Item("$.kind", "expected kind, or carrier and code, not both"));
        }
        if (carrier.isEmpty() && code.isPresent()) {
            problems.add(new Problem.Item("$.carrier", "missing: expected whose code it is"));
        }
        Optional<Instant> occurredAt = text("occurredAt", true).flatMap(this::instant);
        Optional<String> site = text("site", false);
        site.filter(id -> !AgentAddress.isId(id))
                .ifPresent(id -> refuse("site", id, "an id of lower-case letters, digits and hyphens"));
        Optional<String> place = text("place", false);
        Optional<String> sourceRef = text("sourceRef", true);
        Optional<UUID> corrects = text("corrects", false).flatMap(this::eventId);
        Optional<String> note = text("note", false);
        if (!problems.isEmpty() || kind.isEmpty() || occurredAt.isEmpty() || sourceRef.isEmpty()) {
            throw refused();
        }
        Origin origin = carrier.isPresent() ? Origin.CARRIER : Origin.REPORTED;
        Report report = new Report(origin, sourceRef.get(), carrier, code, corrects, note);
        try {
            return new ReportedEvent(kind.get(), occurredAt.get(), site, place, report);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem.Item("$", String.valueOf(e.getMessage())));
            throw refused();
        }
    }

    private Optional<CarrierCodes> codes(String carrier) {
        Optional<CarrierCodes> codes = carriers.find(carrier);
        if (codes.isEmpty()) {
            refuse("carrier", carrier, "the id of a carrier in the settings (" + carriers.names() + ")");
        }
        return codes;
    }

    private Optional<UUID> eventId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            refuse("corrects", text, "the id of an event, a UUID");
            return Optional.empty();
        }
    }

    private Optional<String> text(String field, boolean required) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            if (required) {
                problems.add(new Problem.Item("$." + field, "missing: expected it"));
            }
            return Optional.empty();
        }
        if (!value.isString()
                || value.asString().isBlank()
                || value.asString().length() > LONGEST
                || value.asString().chars().anyMatch(Character::isISOControl)) {
            refuse(field, value.toString(), "text of 1 to " + LONGEST + " characters, without control characters");
            return Optional.empty();
        }
        return Optional.of(value.asString());
    }

    private Optional<EventKind> kind(String code) {
        Optional<EventKind> kind = EventKind.ofCode(code).filter(ReportedEventReader::canBeReported);
        if (kind.isEmpty()) {
            refuse(
                    "kind",
                    code,
                    Arrays.stream(EventKind.values())
                            .filter(ReportedEventReader::canBeReported)
                            .map(EventKind::code)
                            .collect(Collectors.joining(", ", "one of ", "")));
        }
        return kind;
    }

    private static boolean canBeReported(EventKind kind) {
        return kind != EventKind.REGISTERED && !kind.isDerived();
    }

    private Optional<Instant> instant(String text) {
        try {
            Instant at = Instant.parse(text);
            if (at.isBefore(EARLIEST) || at.isAfter(now.plus(AHEAD))) {
                refuse("occurredAt", text, "a time from " + EARLIEST + " to a day from now");
                return Optional.empty();
            }
            return Optional.of(at);
        } catch (DateTimeException e) {
            refuse("occurredAt", text, "an RFC 3339 time in UTC such as 2026-11-25T14:32:00Z");
            return Optional.empty();
        }
    }

    private void refuse(String field, String value, String expected) {
        problems.add(new Problem.Item("$." + field, "\"" + excerpt(value) + "\": expected " + expected));
    }

    private static String excerpt(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
    }

    private ProblemException refused() {
        return refused(problems);
    }

    private static ProblemException refused(List<Problem.Item> problems) {
        Problem.Item first = problems.get(0);
        String detail = problems.size() == 1
                ? first.path() + ": " + first.message()
                : problems.size() + " problems, the first is " + first.path() + ": " + first.message();
        return new ProblemException(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "event-refused", detail, problems));
    }
}
