package io.tagline.hub.crm;

import io.tagline.hub.fleet.HubChecks;
import io.tagline.hub.fleet.HubChecks.Found;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.wire.KnownProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be wrong with CRMs, in the names of the runbook. */
public final class CrmProblems {
    /** What is sent late by less than this, nobody asks about. */
    private static final Duration LATE = Duration.ofMinutes(15);

    private CrmProblems() {}

    /** Adds the check. Of a database that is away another check tells. */
    public static void watch(HubChecks checks, CrmDesk desk, InstantSource clock) {
        checks.add(() -> {
            try {
                return of(desk.all(), clock.instant());
            } catch (StoreUnavailableException e) {
                return List.of();
            }
        });
    }

    static List<Found> of(List<CrmStatus> all, Instant now) {
        List<Found> found = new ArrayList<>();
        for (CrmStatus crm : all) {
            if (crm.closed()) {
                found.add(new Found(
                        KnownProblem.CRM_CLOSED, crm.id() + ": " + crm.reason().orElse("it does not say why")));
            }
            if (crm.parked() > 0) {
                found.add(new Found(
                        KnownProblem.CRM_PARKED, crm.id() + ": " + crm.parked() + " operations wait for a person"));
            }
            if (crm.conflicts() > 0) {
                found.add(new Found(
                        KnownProblem.CRM_CONFLICT,
                        crm.id() + ": " + crm.conflicts() + " fields were changed on both sides"));
            }
            if (crm.drift() > 0) {
                found.add(new Found(
                        KnownProblem.CRM_DRIFT,
                        crm.id() + ": " + crm.drift()
                                + " records are otherwise there than here, says the last comparison"));
            }
            behind(crm, now).ifPresent(why -> found.add(new Found(KnownProblem.CRM_BEHIND, crm.id() + ": " + why)));
        }
        return found;
    }

    private static Optional<String> behind(CrmStatus crm, Instant now) {
        if (crm.missed() > 0) {
            return Optional.of(crm.missed() + " happenings were missed");
        }
        boolean late = crm.oldest().filter(at -> at.isBefore(now.minus(LATE))).isPresent();
        return late && !crm.closed()
                ? Optional.of(crm.open() + " operations and " + crm.behind() + " happenings wait, the first since "
                        + crm.oldest().orElseThrow()
                        + (crm.paused()
                                ? "; it is paused"
                                : crm.trouble().map(code -> "; it is " + code).orElse("")))
                : Optional.empty();
    }
}
