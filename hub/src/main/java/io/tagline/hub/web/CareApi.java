package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.care.Answer;
import io.tagline.hub.care.Answers;
import io.tagline.hub.care.Caller;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.Channel;
import io.tagline.hub.care.Feedback;
import io.tagline.hub.care.Interaction;
import io.tagline.hub.care.Interactions;
import io.tagline.hub.care.Satisfaction;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.tracking.ParcelId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was said to customers, who is calling, answers that are kept, and how customers found it. */
@RestController
@RequestMapping("/api/v1")
final class CareApi {
    private static final String REFUSED = "interaction-refused";
    private static final String ABOUT = "one of customer, trackingNumber and case";

    private final Care care;
    private final Parcels parcels;
    private final ViewLog views;
    private final Discretion discretion;
    private final InstantSource clock;

    CareApi(Care care, Parcels parcels, ViewLog views, Discretion discretion, InstantSource clock) {
        this.care = care;
        this.parcels = parcels;
        this.views = views;
        this.discretion = discretion;
        this.clock = clock;
    }

    /** Who may be calling. */
    record CallerList(List<CallerJson> callers) {}

    /** One who may be calling. */
    record CallerJson(OrderJson.CustomerJson customer, List<CaseJson> openCases, List<LiveParcelJson> parcels) {}

    /** A parcel on its way to or for them. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record LiveParcelJson(String trackingNumber, String status, Instant statusAt, Optional<LocalDate> promisedBy) {}

    /** What was said. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record InteractionJson(
            String source,
            String sourceId,
            String channel,
            String direction,
            Optional<UUID> customer,
            Optional<UUID> parcel,
            Optional<UUID> caseId,
            Optional<String> agent,
            Instant at,
            Optional<Personal> summary) {}

    /** A page of them, newest first. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record InteractionList(List<InteractionJson> interactions, Optional<String> next) {}

    /** Whether it is new. */
    record Outcome(String outcome) {}

    /** An answer that is kept. */
    record AnswerJson(
            String key, String language, String title, String text, int used, int version, Instant updatedAt) {
        static AnswerJson of(Answer answer) {
            return new AnswerJson(
                    answer.key(),
                    answer.language(),
                    answer.title(),
                    answer.text(),
                    answer.used(),
                    answer.version(),
                    answer.updatedAt());
        }
    }

    /** Answers that were found. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record AnswerList(List<AnswerJson> answers, Optional<String> next) {}

    /** How it was found, each kind apart; without a mean while nobody has answered. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record SatisfactionJson(String about, long asked, long answered, Optional<Double> mean, long satisfied) {
        static SatisfactionJson of(Satisfaction found) {
            return new SatisfactionJson(
                    found.about().code(),
                    found.asked(),
                    found.answered(),
                    found.answered() == 0 ? Optional.empty() : Optional.of(found.mean()),
                    found.satisfied());
        }
    }

    /** Of a time. */
    record SatisfactionList(Instant from, Instant to, List<SatisfactionJson> satisfaction) {}

    @GetMapping("/callers/{number}")
    CallerList calling(@PathVariable String number) {
        List<Caller> found = care.callers().calling(number);
        Viewer who = Viewers.required();
        found.forEach(caller -> views.viewed(
                who, "customer.viewed", "customer:" + caller.customer().id()));
        return new CallerList(found.stream().map(this::json).toList());
    }

    private CallerJson json(Caller caller) {
        return new CallerJson(
                OrderJson.CustomerJson.of(discretion.customer(caller.customer())),
                caller.openCases().stream()
                        .map(one -> CaseJson.of(one, discretion))
                        .toList(),
                caller.parcels().stream()
                        .map(parcel -> new LiveParcelJson(
                                parcel.trackingNumber(), parcel.status(), parcel.statusAt(), parcel.promisedBy()))
                        .toList());
    }

    @PutMapping(path = "/interactions/{source}/{sourceId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Outcome> record(
            @PathVariable String source, @PathVariable String sourceId, @RequestBody byte[] json) {
        JsonBody body = new JsonBody(
                json,
                REFUSED,
                Set.of("channel", "direction", "customer", "trackingNumber", "case", "agent", "at", "summary"));
        Optional<Channel> channel = body.word("channel", Channel::ofCode, "counter, phone, web, mail or email");
        String unusedChannel = body.required("channel", "counter, phone, web, mail or email");
        Optional<Interaction.Direction> direction = body.word("direction", Interaction.Direction::ofCode, "in or out");
        String unusedDirection = body.required("direction", "in or out");
        Optional<CustomerId> customer = body.uuid("customer").map(CustomerId::new);
        Optional<ParcelId> parcel = body.word("trackingNumber", this::parcel, "the tracking number of a parcel");
        Optional<UUID> caseId = body.word("case", this::caseId, "the number of a case");
        Optional<Instant> at = body.time("at");
        Optional<String> agent = body.text("agent");
        String summary = body.required("summary", "what was said");
        if (customer.isEmpty() && parcel.isEmpty() && caseId.isEmpty()) {
            String unused = body.required("customer", ABOUT);
        }
        body.done();
        boolean fresh = care.interactions()
                .record(new Interaction(
                        source,
                        sourceId,
                        channel.orElseThrow(),
                        direction.orElseThrow(),
                        customer,
                        parcel,
                        caseId,
                        agent,
                        at.orElse(clock.instant()),
                        new Personal(summary)));
        return ResponseEntity.status(fresh ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new Outcome(fresh ? "recorded" : "known"));
    }

    @GetMapping("/interactions")
    InteractionList interactions(
            @RequestParam Optional<String> customer,
            @RequestParam Optional<String> trackingNumber,
            @RequestParam("case") Optional<String> caseNumber,
            @RequestParam Optional<String> before,
            @RequestParam Optional<String> limit) {
        int most = Pages.limit(limit);
        Interactions.About about = new Interactions.About(
                customer.map(id -> new CustomerId(CaseApi.uuid("customer", id))),
                trackingNumber.map(number -> parcel(number).orElseThrow(CareApi::badAbout)),
                caseNumber.map(number -> caseId(number).orElseThrow(CareApi::badAbout)));
        if (about.customer().isEmpty()
                && about.parcel().isEmpty()
                && about.caseId().isEmpty()) {
            throw badAbout();
        }
        about.customer().ifPresent(id -> views.viewed(Viewers.required(), "customer.viewed", "customer:" + id));
        caseNumber.ifPresent(number -> views.viewed(Viewers.required(), "case.viewed", "case:" + number));
        trackingNumber.ifPresent(number -> views.viewed(Viewers.required(), "parcel.talks-viewed", "parcel:" + number));
        List<Interactions.Kept> found = care.interactions().of(about, before.map(CareApi::cursor), most);
        Optional<String> next = found.size() < most
                ? Optional.empty()
                : Optional.of(found.get(most - 1).interaction().at().toEpochMilli() + "_"
                        + found.get(most - 1).id());
        return new InteractionList(
                found.stream().map(kept -> json(kept.interaction())).toList(), next);
    }

    private InteractionJson json(Interaction said) {
        return new InteractionJson(
                said.source(),
                said.sourceId(),
                said.channel().code(),
                said.direction().code(),
                said.customer().map(CustomerId::value),
                said.parcel().map(ParcelId::value),
                said.caseId(),
                said.agent(),
                said.at(),
                discretion.shown("case.text", Optional.of(said.summary())));
    }

    @GetMapping("/answers")
    AnswerList answers(
            @RequestParam Optional<String> q,
            @RequestParam Optional<String> language,
            @RequestParam Optional<String> before,
            @RequestParam Optional<String> limit) {
        int most = Pages.limit(limit);
        List<Answer> found = care.answers().search(q.orElse(""), language, before.map(CareApi::afterAnswer), most);
        return new AnswerList(
                found.stream().map(AnswerJson::of).toList(),
                found.size() < most
                        ? Optional.empty()
                        : Optional.of(found.get(most - 1).used() + "_"
                                + found.get(most - 1).key()));
    }

    private static Answers.Cursor afterAnswer(String text) {
        int bar = text.indexOf('_');
        try {
            return new Answers.Cursor(Integer.parseInt(text.substring(0, Math.max(0, bar))), text.substring(bar + 1));
        } catch (NumberFormatException e) {
            throw Pages.badCursor();
        }
    }

    @GetMapping("/answers/{key}")
    ResponseEntity<AnswerJson> answer(@PathVariable String key) {
        return care.answers()
                .find(key)
                .map(found ->
                        ResponseEntity.ok().eTag(Versions.tag(found.version())).body(AnswerJson.of(found)))
                .orElseThrow(() -> notFound("answer", "answer \"" + key + "\": expected the key of an answer"));
    }

    @PutMapping(path = "/answers/{key}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AnswerJson> putAnswer(
            @PathVariable String key, @RequestHeader("If-Match") Optional<String> ifMatch, @RequestBody byte[] json) {
        JsonBody body = new JsonBody(json, "answer-refused", Set.of("language", "title", "text"));
        String language = body.required("language", "a code such as en");
        String title = body.required("title", "what it answers");
        String text = body.required("text", "the answer");
        body.done();
        Optional<Integer> version = ifMatch.map(tag -> Versions.required(ifMatch));
        Answer kept = care.answers()
                .put(new Answer(key, language, title, text, 0, 0, clock.instant()), version, Viewers.required());
        return ResponseEntity.status(version.isPresent() ? HttpStatus.OK : HttpStatus.CREATED)
                .eTag(Versions.tag(kept.version()))
                .body(AnswerJson.of(kept));
    }

    @PostMapping(path = "/feedback/{token}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Outcome> give(@PathVariable String token, @RequestBody byte[] json) {
        JsonBody body = new JsonBody(json, "feedback-refused", Set.of("score", "comment"));
        int score = body.integer("score", "a number from 1, bad, to 5, good");
        Optional<String> comment = body.text("comment");
        body.done();
        Feedback.Outcome outcome = care.feedback().give(token, score, comment);
        if (outcome == Feedback.Outcome.NO_SUCH_LINK) {
            throw notFound("feedback", "feedback: expected the token of a link of the last 60 days");
        }
        return ResponseEntity.status(outcome == Feedback.Outcome.GIVEN ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new Outcome(outcome.name().toLowerCase(Locale.ROOT)));
    }

    @GetMapping("/feedback")
    SatisfactionList satisfaction(@RequestParam Optional<String> from, @RequestParam Optional<String> to) {
        Instant end = to.map(CareApi::time).orElse(clock.instant());
        Instant begin = from.map(CareApi::time).orElse(end.minus(Duration.ofDays(30)));
        return new SatisfactionList(
                begin,
                end,
                care.feedback().satisfaction(begin, end).stream()
                        .map(SatisfactionJson::of)
                        .toList());
    }

    private Optional<ParcelId> parcel(String trackingNumber) {
        return parcels.byTrackingNumber(trackingNumber).map(ParcelView::id);
    }

    private Optional<UUID> caseId(String number) {
        return care.cases().find(number).map(found -> found.id());
    }

    private static Interactions.Cursor cursor(String text) {
        int bar = text.indexOf('_');
        try {
            return new Interactions.Cursor(
                    Long.parseLong(text.substring(0, Math.max(0, bar))), UUID.fromString(text.substring(bar + 1)));
        } catch (IllegalArgumentException e) {
            throw Pages.badCursor();
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST, "bad-time", "from, to: expected times such as 2026-11-23T08:00:00Z"));
        }
    }

    private static ProblemException badAbout() {
        return new ProblemException(
                Problem.of(HttpStatus.BAD_REQUEST, "bad-filter", "interactions: expected " + ABOUT));
    }

    private static ProblemException notFound(String what, String detail) {
        return new ProblemException(Problem.of(HttpStatus.NOT_FOUND, what + "-not-found", detail));
    }
}
