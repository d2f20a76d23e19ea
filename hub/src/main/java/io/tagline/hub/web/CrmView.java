package io.tagline.hub.web;

import io.tagline.hub.crm.CrmDesk;
import io.tagline.hub.crm.CrmStatus;
import io.tagline.hub.crm.OperationState;
import io.tagline.hub.crm.OperationView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What pages show of CRMs. Safe for any thread: live pages are made away from any request. */
@Component
final class CrmView {
    /** States that a page lists, those first that wait for a person. */
    static final List<OperationState> LISTED =
            List.of(OperationState.PARKED, OperationState.AMBIGUOUS, OperationState.TRIED);

    private static final int ON_A_PAGE = 20;

    private final CrmDesk desk;
    private final CrmConflictView conflicts;
    private final CrmNames names;
    private final Times times;
    private final InstantSource clock;

    CrmView(CrmDesk desk, CrmConflictView conflicts, CrmNames names, Times times, InstantSource clock) {
        this.desk = desk;
        this.conflicts = conflicts;
        this.names = names;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Operations of one state.
     *
     * @param count in all, counted up to a bound; 0 where it isn't known
     * @param next the place after which the next page begins; empty on the last one
     */
    record Listed(String state, long count, List<CrmOperationModel> operations, Optional<Long> next) {}

    Map<String, Object> all() {
        Instant now = clock.instant();
        List<CrmModel> crms =
                desk.all().stream().map(crm -> CrmModel.of(crm, now)).toList();
        return Map.of(
                "crms",
                crms,
                "waiting",
                crms.stream().mapToLong(CrmModel::waiting).sum());
    }

    /** The CRM with the beginning of what is parked, ambiguous and tried. */
    Map<String, Object> one(String id, CrmSight sight) {
        CrmModel crm = crm(id);
        Map<String, Object> shown = new HashMap<>();
        shown.put("crm", crm);
        shown.put("conflicts", conflicts.page(crm.id(), Optional.empty(), sight));
        shown.put("comparisons", conflicts.comparisons(crm.id(), sight));
        shown.put(
                "lists",
                LISTED.stream()
                        .map(state -> page(id, state, 0, sight, count(crm, state)))
                        .filter(list -> !list.operations().isEmpty())
                        .toList());
        return shown;
    }

    /** @throws ProblemException 404 for one that isn't set up */
    CrmModel crm(String id) {
        CrmStatus status = desk.status(id).orElseThrow(() -> noCrm(id));
        return CrmModel.of(status, clock.instant());
    }

    Listed page(String id, OperationState state, long after, CrmSight sight) {
        return page(id, state, after, sight, 0);
    }

    private Listed page(String id, OperationState state, long after, CrmSight sight, long count) {
        List<OperationView> found = desk.operations(id, state, after, ON_A_PAGE + 1);
        List<OperationView> shown = found.subList(0, Math.min(ON_A_PAGE, found.size()));
        Instant now = clock.instant();
        return new Listed(
                state.code(),
                count,
                shown.stream()
                        .map(operation -> model(id, operation, sight, now))
                        .toList(),
                found.size() > ON_A_PAGE ? Optional.of(shown.get(ON_A_PAGE - 1).seq()) : Optional.empty());
    }

    /** @throws ProblemException 404 for one that isn't kept */
    CrmOperationModel operation(String id, String key, CrmSight sight) {
        OperationView operation = find(desk, id, key);
        return model(id, operation, sight, clock.instant());
    }

    private CrmOperationModel model(String id, OperationView operation, CrmSight sight, Instant now) {
        return CrmOperationModel.of(
                operation,
                desk.guards(operation, id),
                sight,
                names.of(operation.target().partition(), sight),
                CrmMoment.of(operation.plannedAt(), now, times));
    }

    private static long count(CrmModel crm, OperationState state) {
        return switch (state) {
            case PARKED -> crm.parked();
            case AMBIGUOUS -> crm.ambiguous();
            case TRIED -> crm.tried();
            case WAITING, SENT, DONE -> 0;
        };
    }

    /** @throws ProblemException 404 for one that isn't kept */
    static OperationView find(CrmDesk desk, String id, String key) {
        CrmStatus unused = desk.status(id).orElseThrow(() -> noCrm(id));
        return desk.operation(id, key(key)).orElseThrow(() -> noOperation(key));
    }

    /** Out of a path. */
    static UUID key(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw noOperation(text);
        }
    }

    static ProblemException noCrm(String id) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND, "crm-not-found", "CRM \"" + id + "\": expected one of crm in the settings"));
    }

    private static ProblemException noOperation(String key) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND,
                "crm-operation-not-found",
                "operation \"" + key + "\": expected the key of one that this CRM has open, or had done lately"));
    }
}
