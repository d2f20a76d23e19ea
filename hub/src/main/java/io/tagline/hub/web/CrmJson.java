package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.crm.CrmStatus;
import io.tagline.hub.crm.SyncProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a CRM is, in the API; the meaning of each is {@link CrmStatus}'s.
 *
 * @param state {@code paused}, {@code closed}, {@code busy}, {@code away}, {@code mapping} or {@code running}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CrmJson(
        String id,
        String product,
        String state,
        boolean dryRun,
        boolean paused,
        Optional<String> trouble,
        Optional<String> reason,
        Instant since,
        Optional<String> changedBy,
        long behind,
        long missed,
        long open,
        Optional<Instant> oldest,
        long parked,
        long ambiguous,
        long tried,
        long conflicts,
        long drift,
        Optional<Instant> comparedAt,
        BudgetJson budget,
        List<SyncJson> firstSync) {

    /**
     * How much it may be asked.
     *
     * @param left requests in this window
     * @param saidLeft what the CRM says itself
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record BudgetJson(int requests, long windowSeconds, int concurrent, int left, Optional<Long> saidLeft) {}

    /** How far a first sync of one kind of thing is. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record SyncJson(String entity, long planned, boolean compared, Instant startedAt, Optional<Instant> endedAt) {
        static SyncJson of(SyncProgress sync) {
            return new SyncJson(sync.entity().code(), sync.planned(), sync.verify(), sync.startedAt(), sync.endedAt());
        }
    }

    static CrmJson of(CrmStatus crm) {
        return new CrmJson(
                crm.id(),
                crm.product(),
                CrmModel.state(crm),
                crm.dryRun(),
                crm.paused(),
                crm.trouble(),
                crm.reason(),
                crm.since(),
                crm.changedBy(),
                crm.behind(),
                crm.missed(),
                crm.open(),
                crm.oldest(),
                crm.parked(),
                crm.ambiguous(),
                crm.tried(),
                crm.conflicts(),
                crm.drift(),
                crm.comparedAt(),
                new BudgetJson(
                        crm.limits().requests(),
                        crm.limits().window().toSeconds(),
                        crm.limits().concurrent(),
                        crm.budgetLeft(),
                        crm.saidLeft().isPresent() ? Optional.of(crm.saidLeft().getAsLong()) : Optional.empty()),
                crm.syncs().stream().map(SyncJson::of).toList());
    }
}
