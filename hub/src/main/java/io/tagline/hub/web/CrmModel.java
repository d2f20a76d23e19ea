package io.tagline.hub.web;

import io.tagline.hub.crm.CrmStatus;
import io.tagline.hub.crm.SyncProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a CRM is, in the words of a page. Ages are rounded so that a page changes when there is something new to read.
 *
 * @param state a code with words in the messages
 * @param tone the sign beside it
 * @param trouble a code with a remedy in the messages; empty where nothing is wrong
 * @param reason of the trouble
 * @param by who paused or started it last
 * @param late whether the oldest has waited for longer than a person should let it
 */
record CrmModel(
        String id,
        String product,
        boolean dryRun,
        boolean paused,
        String state,
        String tone,
        String since,
        Optional<String> by,
        String trouble,
        String reason,
        long behind,
        long missed,
        long open,
        Optional<String> oldest,
        boolean late,
        long parked,
        long ambiguous,
        long tried,
        long conflicts,
        long drift,
        Budget budget,
        List<Sync> syncs) {
    private static final Duration LATE = Duration.ofMinutes(15);
    private static final Set<String> TROUBLES =
            Set.of("busy", "away", "mapping", "closed-credentials", "closed-rights", "closed-schema", "closed-request");

    /**
     * How much it may be asked.
     *
     * @param used requests of this window
     * @param window in seconds
     * @param said requests that the CRM says are left to us
     */
    record Budget(int most, int used, int left, long window, int concurrent, Optional<Long> said) {}

    /** How far a first sync of one kind of thing is. */
    record Sync(String entity, long planned, boolean verify, String since, boolean ended) {}

    static CrmModel of(CrmStatus crm, Instant now) {
        String state = state(crm);
        return new CrmModel(
                crm.id(),
                crm.product(),
                crm.dryRun(),
                crm.paused(),
                state,
                state.equals("running") ? "online" : state.equals("closed") ? "offline" : "silent",
                Ages.since(crm.since(), now),
                crm.changedBy(),
                crm.trouble().map(CrmModel::known).orElse(""),
                crm.reason().orElse(""),
                crm.behind(),
                crm.missed(),
                crm.open(),
                crm.oldest().map(at -> Ages.since(at, now)),
                crm.oldest().filter(at -> at.isBefore(now.minus(LATE))).isPresent(),
                crm.parked(),
                crm.ambiguous(),
                crm.tried(),
                crm.conflicts(),
                crm.drift(),
                budget(crm),
                crm.syncs().stream().map(sync -> sync(sync, now)).toList());
    }

    /** How much of it waits for a person. */
    public long waiting() {
        return conflicts + parked + (drift > 0 ? 1 : 0) + (tone.equals("offline") ? 1 : 0) + (missed > 0 ? 1 : 0);
    }

    /** The one word for how it is. */
    static String state(CrmStatus crm) {
        if (crm.paused()) {
            return "paused";
        }
        if (crm.closed()) {
            return "closed";
        }
        return crm.trouble().filter(TROUBLES::contains).orElse("running");
    }

    private static String known(String trouble) {
        return TROUBLES.contains(trouble) ? trouble : "other";
    }

    private static Budget budget(CrmStatus crm) {
        int most = crm.limits().requests();
        int left = Math.min(most, crm.budgetLeft());
        return new Budget(
                most,
                most - left,
                left,
                crm.limits().window().toSeconds(),
                crm.limits().concurrent(),
                crm.saidLeft().isPresent() ? Optional.of(crm.saidLeft().getAsLong()) : Optional.empty());
    }

    private static Sync sync(SyncProgress sync, Instant now) {
        return new Sync(
                sync.entity().code(),
                sync.planned(),
                sync.verify(),
                Ages.since(sync.endedAt().orElse(sync.startedAt()), now),
                sync.endedAt().isPresent());
    }
}
