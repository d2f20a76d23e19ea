package io.tagline.hub.web;

import io.tagline.hub.crm.ConflictDesk;
import io.tagline.hub.crm.ConflictView;
import io.tagline.hub.crm.ReconciliationView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What pages show of conflicts and of both sides compared. Safe for any thread: live pages are made away from any request. */
@Component
final class CrmConflictView {
    static final int ON_A_PAGE = 20;
    /** Of all models: enough that the newest of each is among them. */
    private static final int RUNS = 100;

    private final ConflictDesk desk;
    private final CrmNames names;
    private final Times times;
    private final InstantSource clock;

    CrmConflictView(ConflictDesk desk, CrmNames names, Times times, InstantSource clock) {
        this.desk = desk;
        this.names = names;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Conflicts, the oldest first.
     *
     * @param next the one after which the next page begins; empty on the last one
     */
    record Listed(List<CrmConflictModel> conflicts, Optional<String> next) {}

    Listed page(String crm, Optional<UUID> after, CrmSight sight) {
        List<ConflictView> found = desk.open(crm, after, ON_A_PAGE + 1);
        List<CrmConflictModel> shown =
                found.stream().limit(ON_A_PAGE).map(one -> model(one, sight)).toList();
        return new Listed(
                shown,
                found.size() > ON_A_PAGE ? Optional.of(shown.get(ON_A_PAGE - 1).id()) : Optional.empty());
    }

    /** @throws ProblemException 404 for one that isn't kept */
    CrmConflictModel one(String crm, String id, CrmSight sight) {
        return model(find(desk, crm, id), sight);
    }

    private CrmConflictModel model(ConflictView conflict, CrmSight sight) {
        return CrmConflictModel.of(
                conflict, sees(desk, conflict, sight), names.of(conflict.customer(), sight), moments());
    }

    /** The newest of each model: one that runs, else the last. */
    List<CrmComparisonModel> comparisons(String crm, CrmSight sight) {
        Map<String, ReconciliationView> newest = new LinkedHashMap<>();
        desk.reconciliations(crm, RUNS).forEach(run -> newest.putIfAbsent(run.model(), run));
        return newest.values().stream()
                .map(run -> CrmComparisonModel.of(run, sight.allows(desk.keyGuards(crm, run.model())), moments()))
                .toList();
    }

    private Function<Instant, CrmMoment> moments() {
        Instant now = clock.instant();
        return at -> CrmMoment.of(at, now, times);
    }

    /** Whether somebody may see what a conflict is about, and so decide. */
    static boolean sees(ConflictDesk desk, ConflictView conflict, CrmSight sight) {
        return sight.allows(desk.guards(conflict), conflict.field());
    }

    /** @throws ProblemException 404 for one that isn't kept */
    static ConflictView find(ConflictDesk desk, String crm, String id) {
        return desk.find(crm, id(id)).orElseThrow(() -> noConflict(id));
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw noConflict(text);
        }
    }

    private static ProblemException noConflict(String id) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND,
                "crm-conflict-not-found",
                "conflict \"" + id + "\": expected the id of one that waits, or was decided in the last 90 days"));
    }

    static ProblemException hidden(String field) {
        return new ProblemException(Problem.of(
                HttpStatus.FORBIDDEN,
                "crm-field-hidden",
                "field \"" + field + "\": expected one that you may see (visibility in the settings)"));
    }
}
