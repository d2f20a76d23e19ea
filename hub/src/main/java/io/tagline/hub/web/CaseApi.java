package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseChange;
import io.tagline.hub.care.CaseFilter;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.CaseOpening;
import io.tagline.hub.care.CaseState;
import io.tagline.hub.care.Cases;
import io.tagline.hub.care.Channel;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.promise.Money;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.tracking.ParcelId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
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

/** Requests, complaints, claims and suggestions, for the programs that reps work with. */
@RestController
@RequestMapping("/api/v1/cases")
final class CaseApi {
    private static final String REFUSED = "case-refused";
    private static final String KINDS = "request, complaint, claim or suggestion";
    private static final String STATES = "new, open, waiting, resolved or closed";
    private static final String CHANNELS = "counter, phone, web, mail or email";
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern SITE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int LONGEST_REFERENCE = 100;

    private final Care care;
    private final Parcels parcels;
    private final Discretion discretion;
    private final ViewLog views;

    CaseApi(Care care, Parcels parcels, Discretion discretion, ViewLog views) {
        this.care = care;
        this.parcels = parcels;
        this.discretion = discretion;
        this.views = views;
    }

    /** A page of cases, newest first. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record CaseList(List<CaseJson> cases, Optional<UUID> next) {}

    @PutMapping(path = "/by-source/{source}/{reference}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CaseJson> open(
            @PathVariable String source, @PathVariable String reference, @RequestBody byte[] json) {
        JsonBody body = new JsonBody(
                json,
                REFUSED,
                Set.of(
                        "kind",
                        "channel",
                        "subject",
                        "text",
                        "customer",
                        "trackingNumber",
                        "site",
                        "replyTo",
                        "claimed"));
        Optional<CaseKind> kind = body.word("kind", CaseKind::ofCode, KINDS);
        String unusedKind = body.required("kind", KINDS);
        Optional<Channel> channel = body.word("channel", Channel::ofCode, CHANNELS);
        String unusedChannel = body.required("channel", CHANNELS);
        String subject = body.required("subject", "what it is about");
        String text = body.required("text", "what the customer says");
        Optional<UUID> customer = body.uuid("customer");
        Optional<ParcelId> parcel =
                body.word("trackingNumber", this::parcel, "the tracking number of a parcel in an order");
        Optional<String> site = body.word("site", CaseApi::site, "the id of a site");
        Optional<String> replyTo = body.word("replyTo", CaseApi::address, "a mail address");
        Optional<Money> claimed = body.money("claimed");
        body.done();
        requireNames(source, reference);
        Cases.Opened opened = care.cases()
                .open(
                        new CaseOpening(
                                source,
                                reference,
                                kind.orElseThrow(),
                                channel.orElseThrow(),
                                subject,
                                text,
                                customer.map(CustomerId::new),
                                parcel,
                                site,
                                replyTo,
                                claimed),
                        Viewers.required());
        ResponseEntity.BodyBuilder answer = opened.fresh()
                ? ResponseEntity.created(
                        URI.create("/api/v1/cases/" + opened.opened().number()))
                : ResponseEntity.ok();
        return answer.eTag(Versions.tag(opened.opened().version())).body(CaseJson.of(opened.opened(), discretion));
    }

    @GetMapping("/by-source/{source}/{reference}")
    ResponseEntity<CaseJson> bySource(@PathVariable String source, @PathVariable String reference) {
        return care.cases()
                .find(source, reference)
                .map(this::seen)
                .map(this::answer)
                .orElseThrow(() -> notFound(source + "/" + reference, "one that was opened"));
    }

    @GetMapping("")
    CaseList list(
            @RequestParam Optional<String> owner,
            @RequestParam Optional<String> kind,
            @RequestParam Optional<String> state,
            @RequestParam Optional<String> customer,
            @RequestParam Optional<String> trackingNumber,
            @RequestParam Optional<String> before,
            @RequestParam Optional<String> limit) {
        int most = Pages.limit(limit);
        // "open" of a list is whatever is not at its end
        boolean onlyOpen = state.filter("unresolved"::equals).isPresent();
        CaseFilter filter = new CaseFilter(
                owner,
                kind.map(code -> CaseKind.ofCode(code).orElseThrow(() -> badFilter("kind", KINDS))),
                state.filter(code -> !onlyOpen).map(code -> CaseState.ofCode(code)
                        .orElseThrow(() -> badFilter("state", "unresolved, " + STATES))),
                customer.map(id -> new CustomerId(uuid("customer", id))),
                trackingNumber.map(number -> parcel(number)
                        .orElseThrow(() -> badFilter("trackingNumber", "the tracking number of a parcel"))),
                onlyOpen);
        List<Case> found = care.cases().list(filter, before.map(id -> uuid("before", id)), most);
        seen(found);
        return new CaseList(
                found.stream().map(one -> CaseJson.of(one, discretion)).toList(),
                found.size() < most
                        ? Optional.empty()
                        : Optional.of(found.get(most - 1).id()));
    }

    @GetMapping("/{number}")
    ResponseEntity<CaseJson> one(@PathVariable String number) {
        Cases.Whole whole = care.cases().open(number).orElseThrow(() -> notFound(number, "the number of a case"));
        Case found = seen(whole.found());
        CaseJson shown = CaseJson.of(found, whole.history(), discretion);
        return ResponseEntity.ok()
                .eTag(Versions.shown(Versions.tag(found.version()), shown))
                .body(shown);
    }

    @PostMapping(path = "/{number}/changes", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CaseJson> change(
            @PathVariable String number,
            @RequestHeader("If-Match") Optional<String> ifMatch,
            @RequestBody byte[] json) {
        int version = Versions.required(ifMatch);
        JsonBody body =
                new JsonBody(json, REFUSED, Set.of("state", "owner", "resolution", "answer", "responded", "note"));
        CaseChange change = new CaseChange(
                body.word("state", CaseState::ofCode, STATES),
                body.text("owner"),
                body.text("resolution"),
                body.text("answer"),
                body.flag("responded"),
                body.text("note"));
        body.done();
        return answer(care.cases().change(number, version, change, Viewers.required()));
    }

    @PutMapping(path = "/{number}/claim", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CaseJson> propose(
            @PathVariable String number,
            @RequestHeader("If-Match") Optional<String> ifMatch,
            @RequestBody byte[] json) {
        int version = Versions.required(ifMatch);
        JsonBody body = new JsonBody(json, REFUSED, Set.of("proposed"));
        Optional<Money> amount = body.money("proposed");
        if (!body.has("proposed")) {
            String unused = body.required("proposed", "an amount");
        }
        body.done();
        return answer(care.cases().propose(number, version, amount.orElseThrow(), Viewers.required()));
    }

    @PostMapping(path = "/{number}/claim/decision", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CaseJson> decide(
            @PathVariable String number,
            @RequestHeader("If-Match") Optional<String> ifMatch,
            @RequestBody byte[] json) {
        int version = Versions.required(ifMatch);
        JsonBody body = new JsonBody(json, REFUSED, Set.of("approved", "note"));
        boolean approved = body.flag("approved");
        Optional<String> note = body.text("note");
        if (!body.has("approved")) {
            String unused = body.required("approved", "true or false");
        }
        body.done();
        return answer(care.cases().decide(number, version, approved, note, Viewers.required()));
    }

    @PostMapping(path = "/{number}/mails", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CaseJson> mail(
            @PathVariable String number,
            @RequestHeader("If-Match") Optional<String> ifMatch,
            @RequestBody byte[] json) {
        int version = Versions.required(ifMatch);
        JsonBody body = new JsonBody(json, REFUSED, Set.of("text"));
        String text = body.required("text", "what to write");
        body.done();
        return answer(care.mails().answer(number, version, text, Viewers.required()));
    }

    private Case seen(Case found) {
        seen(List.of(found));
        return found;
    }

    private void seen(List<Case> shown) {
        views.viewed(
                Viewers.required(),
                "case.viewed",
                shown.stream().map(one -> "case:" + one.number()).toList());
    }

    private ResponseEntity<CaseJson> answer(Case found) {
        return ResponseEntity.ok().eTag(Versions.tag(found.version())).body(CaseJson.of(found, discretion));
    }

    private Optional<ParcelId> parcel(String trackingNumber) {
        return parcels.byTrackingNumber(trackingNumber).map(ParcelView::id);
    }

    private static Optional<String> site(String text) {
        return Optional.of(text).filter(id -> SITE.matcher(id).matches());
    }

    private static Optional<String> address(String text) {
        int at = text.indexOf('@');
        boolean fits = at > 0
                && at < text.length() - 1
                && text.length() <= 254
                && text.chars().noneMatch(sign -> Character.isISOControl(sign) || Character.isWhitespace(sign));
        return fits ? Optional.of(text) : Optional.empty();
    }

    private static void requireNames(String source, String reference) {
        if (!SOURCE.matcher(source).matches() || reference.isBlank() || reference.length() > LONGEST_REFERENCE) {
            throw new ProblemException(Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    REFUSED,
                    "source or reference: expected up to 64 of a-z, 0-9 and hyphen, and 1 to " + LONGEST_REFERENCE
                            + " characters"));
        }
    }

    static UUID uuid(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw field.equals("before") ? Pages.badCursor() : badFilter(field, "a UUID");
        }
    }

    private static ProblemException badFilter(String field, String expected) {
        return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, "bad-filter", field + ": expected " + expected));
    }

    private static ProblemException notFound(String value, String expected) {
        return new ProblemException(
                Problem.of(HttpStatus.NOT_FOUND, "case-not-found", "case \"" + value + "\": expected " + expected));
    }
}
