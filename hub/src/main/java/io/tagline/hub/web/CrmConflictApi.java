package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.crm.ConflictDesk;
import io.tagline.hub.crm.ConflictDesk.Choice;
import io.tagline.hub.crm.ConflictView;
import io.tagline.hub.crm.CrmDesk;
import io.tagline.hub.crm.CrmStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What both sides have changed, and both sides compared, for programs that look after the hub. */
@RestController
@RequestMapping("/api/v1/crm/{id}")
final class CrmConflictApi {
    private static final String REFUSED = "crm-decision-refused";
    private static final int RUNS = 100;

    private final ConflictDesk desk;
    private final CrmDesk crms;
    private final Discretion discretion;

    CrmConflictApi(ConflictDesk desk, CrmDesk crms, Discretion discretion) {
        this.desk = desk;
        this.crms = crms;
        this.discretion = discretion;
    }

    /** A page of conflicts, the oldest first; the next begins after {@code next}, which the last page does not have. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ConflictPage(List<CrmConflictJson> conflicts, Optional<String> next) {}

    /** Comparisons, the newest first. */
    record Comparisons(List<CrmComparisonJson> comparisons) {}

    @GetMapping("/conflicts")
    ConflictPage open(
            @PathVariable String id,
            @RequestParam(required = false) Optional<String> after,
            @RequestParam(required = false) Optional<String> limit) {
        String crm = known(id);
        int most = Pages.limit(limit);
        List<ConflictView> found = desk.open(crm, after.map(CrmConflictApi::cursor), most);
        return new ConflictPage(
                found.stream().map(this::json).toList(),
                found.size() < most
                        ? Optional.empty()
                        : Optional.of(found.get(found.size() - 1).id().toString()));
    }

    @GetMapping("/conflicts/{number}")
    ResponseEntity<CrmConflictJson> one(@PathVariable String id, @PathVariable String number) {
        return answer(CrmConflictView.find(desk, known(id), number));
    }

    @PostMapping("/conflicts/{number}")
    ResponseEntity<CrmConflictJson> decide(
            @PathVariable String id,
            @PathVariable String number,
            @RequestHeader("If-Match") Optional<String> ifMatch,
            @RequestBody byte[] body) {
        ConflictView conflict = CrmConflictView.find(desk, known(id), number);
        String seen = seen(ifMatch);
        JsonBody asked = new JsonBody(body, REFUSED, Set.of("decision", "value"));
        Optional<Choice> choice = asked.word("decision", Choice::ofCode, "ours, theirs or other");
        Optional<String> value = asked.text("value");
        if (!asked.has("decision")) {
            String unused = asked.required("decision", "ours, theirs or other");
        }
        asked.require(
                value.orElse("").length() <= CrmConflictPages.LONGEST_VALUE,
                "value",
                "at most " + CrmConflictPages.LONGEST_VALUE + " signs");
        asked.require(
                value.isPresent() == choice.filter(Choice.OTHER::equals).isPresent(),
                "value",
                "one with other, and only then");
        asked.done();
        if (!CrmConflictView.sees(desk, conflict, sight())) {
            throw CrmConflictView.hidden(conflict.field());
        }
        try {
            boolean done = desk.decide(
                    id,
                    conflict.id(),
                    new ConflictDesk.Decision(choice.orElseThrow(), value, Optional.of(seen)),
                    Viewers.required());
            ConflictView now = CrmConflictView.find(desk, id, number);
            if (!done) {
                throw now.isOpen() ? stale() : over(now);
            }
            return answer(now);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, REFUSED, String.valueOf(e.getMessage())));
        }
    }

    @GetMapping("/reconciliation")
    Comparisons comparisons(@PathVariable String id) {
        CrmSight sight = sight();
        return new Comparisons(desk.reconciliations(known(id), RUNS).stream()
                .map(run -> CrmComparisonJson.of(run, sight.allows(desk.keyGuards(id, run.model()))))
                .toList());
    }

    @PostMapping("/reconciliation")
    Comparisons compare(@PathVariable String id) {
        desk.reconcile(known(id), Viewers.required());
        return comparisons(id);
    }

    private String known(String id) {
        return crms.status(id).map(CrmStatus::id).orElseThrow(() -> CrmView.noCrm(id));
    }

    private CrmConflictJson json(ConflictView conflict) {
        return CrmConflictJson.of(conflict, CrmConflictView.sees(desk, conflict, sight()));
    }

    private ResponseEntity<CrmConflictJson> answer(ConflictView conflict) {
        return ResponseEntity.ok().eTag("\"" + conflict.version() + "\"").body(json(conflict));
    }

    private CrmSight sight() {
        return new CrmSight(discretion.ofCaller());
    }

    private static String seen(Optional<String> ifMatch) {
        return ifMatch.orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.PRECONDITION_REQUIRED,
                        "version-required",
                        "no If-Match header: expected the ETag of what is to be decided")))
                .strip()
                .replace("\"", "");
    }

    private static ProblemException stale() {
        return new ProblemException(Problem.of(
                HttpStatus.PRECONDITION_FAILED,
                "version-stale",
                "one of both sides says something else by now: expected the ETag of the conflict as it is"));
    }

    private static ProblemException over(ConflictView conflict) {
        return new ProblemException(Problem.of(
                HttpStatus.CONFLICT,
                "crm-conflict-over",
                "conflict " + conflict.id() + " is " + conflict.state() + ": expected one that is open"));
    }

    private static UUID cursor(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST, "bad-cursor", "after: expected the next that the page before has given"));
        }
    }
}
