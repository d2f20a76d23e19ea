package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.crm.CrmDesk;
import io.tagline.hub.crm.Guards;
import io.tagline.hub.crm.OperationState;
import io.tagline.hub.crm.OperationView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How CRMs are kept in step, and acts on what waits there, for programs that look after the hub. */
@RestController
@RequestMapping("/api/v1/crm")
final class CrmApi {
    /** Those that are kept to be looked at; of what waits its turn or is done, there are too many. */
    private static final Set<OperationState> LISTED =
            Set.of(OperationState.PARKED, OperationState.AMBIGUOUS, OperationState.SENT, OperationState.TRIED);

    private final CrmDesk desk;
    private final Discretion discretion;
    private final InstantSource clock;

    CrmApi(CrmDesk desk, Discretion discretion, InstantSource clock) {
        this.desk = desk;
        this.discretion = discretion;
        this.clock = clock;
    }

    /** All that are set up, in the order of the settings. */
    record Crms(List<CrmJson> crms) {}

    /** A page of operations, in order; the next begins after {@code next}, which the last page does not have. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record OperationPage(List<CrmOperationJson> operations, Optional<String> next) {}

    @GetMapping("")
    Crms all() {
        return new Crms(desk.all().stream().map(CrmJson::of).toList());
    }

    @GetMapping("/{id}")
    CrmJson one(@PathVariable String id) {
        return desk.status(id).map(CrmJson::of).orElseThrow(() -> CrmView.noCrm(id));
    }

    @PostMapping("/{id}/pause")
    CrmJson pause(@PathVariable String id) {
        desk.pause(one(id).id(), Viewers.required());
        return one(id);
    }

    @PostMapping("/{id}/start")
    CrmJson start(@PathVariable String id) {
        desk.start(one(id).id(), Viewers.required());
        return one(id);
    }

    @PostMapping("/{id}/replay")
    CrmJson replayFrom(@PathVariable String id, @RequestBody byte[] body) {
        CrmJson crm = one(id);
        JsonBody asked = new JsonBody(body, "crm-replay-refused", Set.of("from"));
        Optional<Instant> from = asked.time("from");
        asked.require(from.filter(clock.instant()::isAfter).isPresent(), "from", "a time that is past");
        asked.done();
        desk.replayFrom(crm.id(), from.orElseThrow(), Viewers.required());
        return one(id);
    }

    @PostMapping("/{id}/sync")
    CrmJson sync(@PathVariable String id) {
        desk.sync(one(id).id(), Viewers.required());
        return one(id);
    }

    @GetMapping("/{id}/operations")
    OperationPage operations(
            @PathVariable String id,
            @RequestParam(defaultValue = "parked") String state,
            @RequestParam(required = false) Optional<String> after,
            @RequestParam(required = false) Optional<String> limit) {
        CrmJson crm = one(id);
        int most = Pages.limit(limit);
        OperationState wanted = state(state);
        List<OperationView> found =
                desk.operations(crm.id(), wanted, after.map(CrmApi::place).orElse(0L), most);
        return new OperationPage(
                found.stream().map(operation -> json(id, operation)).toList(),
                found.size() < most
                        ? Optional.empty()
                        : Optional.of(String.valueOf(found.get(found.size() - 1).seq())));
    }

    @GetMapping("/{id}/operations/{key}")
    CrmOperationJson operation(@PathVariable String id, @PathVariable String key) {
        return json(id, CrmView.find(desk, id, key));
    }

    @PostMapping("/{id}/operations/{key}/replay")
    CrmOperationJson replay(@PathVariable String id, @PathVariable String key) {
        return act(id, key, found -> desk.replay(id, found.key(), Viewers.required()));
    }

    @PostMapping("/{id}/operations/{key}/skip")
    CrmOperationJson skip(@PathVariable String id, @PathVariable String key, @RequestBody byte[] body) {
        OperationView operation = CrmView.find(desk, id, key);
        JsonBody asked = new JsonBody(body, "crm-skip-refused", Set.of("note"));
        String note = asked.required("note", "why it is left out");
        asked.require(
                !note.isEmpty() && note.length() <= CrmActPages.LONGEST_NOTE,
                "note",
                "1 to " + CrmActPages.LONGEST_NOTE + " signs");
        asked.done();
        return act(id, operation.key().toString(), found -> desk.skip(id, found.key(), note, Viewers.required()));
    }

    @PostMapping("/{id}/operations/{key}/edit")
    CrmOperationJson edit(@PathVariable String id, @PathVariable String key, @RequestBody byte[] body) {
        OperationView operation = CrmView.find(desk, id, key);
        JsonBody asked = new JsonBody(body, "crm-edit-refused", Set.of("fields"));
        Map<String, String> wanted = asked.texts("fields", "an object of texts by the names of fields");
        asked.done();
        Map<String, String> edits = CrmEdits.of(operation, wanted, desk.guards(operation, id), sight());
        if (edits.isEmpty()) {
            throw CrmEdits.refused("$.fields: expected a value that is other than it was");
        }
        return act(id, key, found -> {
            try {
                return desk.edit(id, found.key(), edits, Viewers.required());
            } catch (IllegalArgumentException e) {
                throw CrmEdits.refused(String.valueOf(e.getMessage()));
            }
        });
    }

    private CrmOperationJson act(String id, String key, Predicate<OperationView> deed) {
        OperationView operation = CrmView.find(desk, id, key);
        if (!deed.test(operation)) {
            throw new ProblemException(Problem.of(
                    HttpStatus.CONFLICT,
                    "crm-operation-not-parked",
                    "operation " + operation.key() + " is " + operation.state().code()
                            + ": expected one that is parked"));
        }
        return operation(id, key);
    }

    private CrmOperationJson json(String id, OperationView operation) {
        Guards guards = desk.guards(operation, id);
        return CrmOperationJson.of(operation, guards, sight());
    }

    private CrmSight sight() {
        return new CrmSight(discretion.ofCaller());
    }

    private static OperationState state(String code) {
        return Arrays.stream(OperationState.values())
                .filter(LISTED::contains)
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.BAD_REQUEST, "bad-state", "state: expected parked, ambiguous, sent or tried")));
    }

    private static long place(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST, "bad-cursor", "after: expected the next that the page before has given"));
        }
    }
}
