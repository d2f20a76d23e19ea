package io.tagline.hub.web;

import io.tagline.hub.intake.DeadLetterDesk;
import io.tagline.hub.intake.DeadLetterDesk.Resubmitted;
import io.tagline.hub.web.DeadLetterJson.ActJson;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages that the hub refused, for programs that look after it. */
@RestController
@RequestMapping("/api/v1/dead-letters")
final class DeadLetterApi {
    private static final int MOST = 100;

    private final DeadLetterDesk desk;

    DeadLetterApi(DeadLetterDesk desk) {
        this.desk = desk;
    }

    /**
     * A page of letters.
     *
     * @param kept how many there are in all
     * @param letGo how many found no room, ever
     * @param acts what was done last, in the first page
     */
    record LetterList(List<DeadLetterJson> deadLetters, long kept, long letGo, List<ActJson> acts) {}

    /** What became of a letter. */
    record Outcome(String outcome, int newScans, String detail) {}

    @GetMapping("")
    LetterList list(
            @RequestParam(required = false) Optional<String> before, @RequestParam(defaultValue = "50") String limit) {
        DeadLetterDesk.Page page = desk.page(before.map(DeadLetterApi::id), limit(limit));
        return new LetterList(
                page.letters().stream().map(DeadLetterJson::of).toList(),
                page.sums().letters(),
                page.sums().letGo(),
                before.isPresent()
                        ? List.of()
                        : page.acts().stream().map(ActJson::of).toList());
    }

    @GetMapping("/{id}")
    DeadLetterJson one(@PathVariable String id) {
        return desk.open(id(id)).map(DeadLetterJson::of).orElseThrow(() -> notFound(id));
    }

    @PostMapping("/{id}/resubmit")
    ResponseEntity<Outcome> resubmit(@PathVariable String id, Principal who) {
        Resubmitted done = desk.resubmit(id(id), who.getName()).orElseThrow(() -> notFound(id));
        return switch (done.outcome()) {
            case TAKEN ->
                ResponseEntity.ok(
                        new Outcome(done.outcome().name().toLowerCase(Locale.ROOT), done.fresh(), done.detail()));
            case REFUSED ->
                throw new ProblemException(Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT, "dead-letter-refused", "refused again: " + done.detail()));
            case NOT_POSSIBLE ->
                throw new ProblemException(Problem.of(HttpStatus.CONFLICT, "dead-letter-not-possible", done.detail()));
        };
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> discard(@PathVariable String id, Principal who) {
        if (!desk.discard(id(id), who.getName())) {
            throw notFound(id);
        }
        return ResponseEntity.noContent().build();
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ProblemException(
                Problem.of(HttpStatus.BAD_REQUEST, "bad-request", "limit \"" + text + "\": expected 1 to " + MOST));
    }

    /** The id of a letter, out of a path. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound(text);
        }
    }

    static ProblemException notFound(String id) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND,
                "dead-letter-not-found",
                "dead letter \"" + id + "\": expected the id of one that is still kept"));
    }
}
