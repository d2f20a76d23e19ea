package io.tagline.hub.web;

import io.tagline.hub.body.BodyNode;
import io.tagline.hub.notify.Milestone;
import io.tagline.hub.notify.NoticeChoice;
import io.tagline.hub.notify.QuietHours;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** What somebody chose, of the body of a request; everything wrong with it is said at once. */
final class NoticeChoiceReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> LANGUAGES = Set.of("en", "fr", "fa");
    private static final int LONGEST = 64;

    private NoticeChoiceReader() {}

    /** @throws ProblemException 400 for what is no JSON, 422 with everything that is wrong */
    static NoticeChoice read(byte[] json) {
        List<Problem.Item> problems = new ArrayList<>();
        Optional<NoticeChoice> choice;
        try {
            choice = BodyNode.read(
                    JSON.readTree(json),
                    "$",
                    (path, message) -> problems.add(new Problem.Item(path, message)),
                    body -> choice(body, problems));
        } catch (JacksonException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST, "not-json", "body is not JSON: expected an object with what was chosen"));
        }
        if (!problems.isEmpty() || choice.isEmpty()) {
            Problem.Item first = problems.get(0);
            throw new ProblemException(Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "contact-refused",
                    first.path() + ": " + first.message(),
                    problems));
        }
        return choice.get();
    }

    private static Optional<NoticeChoice> choice(BodyNode body, List<Problem.Item> problems) {
        Optional<Locale> language = body.parsed("language", LONGEST, NoticeChoiceReader::language);
        Optional<ZoneId> zone = body.parsed("timeZone", LONGEST, NoticeChoiceReader::zone);
        Optional<LocalTime> from = body.parsed("quietFrom", LONGEST, NoticeChoiceReader::time);
        Optional<LocalTime> to = body.parsed("quietTo", LONGEST, NoticeChoiceReader::time);
        if (from.isPresent() != to.isPresent()) {
            problems.add(new Problem.Item(
                    body.path(from.isPresent() ? "quietTo" : "quietFrom"), "missing: expected both times, or neither"));
        }
        Map<Milestone, Boolean> milestones =
                body.object("milestones", NoticeChoiceReader::milestones).orElse(Map.of());
        return Optional.of(new NoticeChoice(
                language, zone, from.flatMap(begin -> to.map(end -> new QuietHours(begin, end))), milestones));
    }

    private static Optional<Map<Milestone, Boolean>> milestones(BodyNode body) {
        Map<Milestone, Boolean> chosen = new EnumMap<>(Milestone.class);
        for (Milestone milestone : Milestone.CHOICES) {
            body.flag(milestone.code()).ifPresent(wanted -> chosen.put(milestone, wanted));
        }
        return Optional.of(chosen);
    }

    private static Locale language(String text) {
        if (!LANGUAGES.contains(text)) {
            throw new IllegalArgumentException("\"" + text + "\": expected en, fr or fa");
        }
        return Locale.forLanguageTag(text);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\": expected a time zone such as America/Toronto", e);
        }
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\": expected a time of day such as 21:00", e);
        }
    }
}
