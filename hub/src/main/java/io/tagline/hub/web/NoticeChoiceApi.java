package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.NoticeChoice;
import io.tagline.hub.notify.NoticeDesk;
import io.tagline.hub.notify.NoticeDesk.Chosen;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
import org.springframework.web.bind.annotation.RestController;

/** What recipients chose to be told. Addresses come in the bodies of requests, where no log has them, and go out nowhere. */
@RestController
@RequestMapping("/api/v1/notices/contacts")
final class NoticeChoiceApi {
    private final NoticeDesk desk;

    NoticeChoiceApi(NoticeDesk desk) {
        this.desk = desk;
    }

    /** Where somebody is told, and what they chose; what is absent is as the settings say. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ChosenJson(
            UUID id,
            String channel,
            String state,
            Optional<String> language,
            Optional<String> timeZone,
            Optional<String> quietFrom,
            Optional<String> quietTo,
            Map<String, Boolean> milestones) {
        static ChosenJson of(Chosen chosen) {
            NoticeChoice choice = chosen.choice();
            Map<String, Boolean> milestones = new TreeMap<>();
            choice.milestones().forEach((milestone, wanted) -> milestones.put(milestone.code(), wanted));
            return new ChosenJson(
                    chosen.contact().id(),
                    chosen.contact().channel().code(),
                    chosen.contact().state().code(),
                    choice.language().map(Locale::getLanguage),
                    choice.zone().map(zone -> zone.getId()),
                    choice.quiet().map(quiet -> quiet.from().toString()),
                    choice.quiet().map(quiet -> quiet.to().toString()),
                    milestones);
        }
    }

    @PostMapping(path = "/find", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ChosenJson> find(@RequestBody byte[] body) {
        JsonBody wanted = new JsonBody(body, "contact-refused", Set.of("email"));
        Personal email = new Personal(wanted.required("email", "an e-mail address"));
        wanted.done();
        return answer(desk.byEmail(email).orElseThrow(() -> notFound("of that address")));
    }

    @GetMapping("/{id}")
    ResponseEntity<ChosenJson> contact(@PathVariable String id) {
        return answer(known(id));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ChosenJson> choose(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) Optional<String> ifMatch,
            @RequestBody byte[] body) {
        Chosen known = known(id);
        int version = Versions.required(ifMatch);
        NoticeChoice choice = NoticeChoiceReader.read(body);
        return answer(desk.choose(known.contact().id(), version, choice, Viewers.required())
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.PRECONDITION_FAILED,
                        "version-stale",
                        "contact " + id + " is not version " + version
                                + " any more: expected the ETag of a new look"))));
    }

    private Chosen known(String id) {
        try {
            return desk.byId(UUID.fromString(id)).orElseThrow(() -> notFound("\"" + id + "\""));
        } catch (IllegalArgumentException e) {
            throw notFound("\"" + id + "\"");
        }
    }

    private static ResponseEntity<ChosenJson> answer(Chosen chosen) {
        return ResponseEntity.ok()
                .eTag(Versions.tag(Math.toIntExact(chosen.contact().version())))
                .body(ChosenJson.of(chosen));
    }

    private static ProblemException notFound(String which) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND,
                "contact-not-found",
                "contact " + which + ": expected one that people are told at; there is none before the first notice"));
    }
}
