package io.tagline.hub.crm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a CRM is, for people.
 *
 * @param product what it is, as its connector says
 * @param paused by an operator
 * @param trouble why nothing goes out though it runs: busy, away, mapping, or closed-… for what a person has to look at
 * @param reason of the trouble, in words
 * @param since of the state or the trouble
 * @param changedBy who paused or started it last
 * @param behind happenings that nothing was planned of yet
 * @param missed happenings that were let go before anything was planned of them
 * @param open operations that aren't done, counted up to 100,000
 * @param oldest since when something has waited that a person isn't asked about and that is of no first sync
 * @param parked those that wait for a person, counted up to 10,000
 * @param ambiguous those of which nobody knows whether they were done, counted up to 10,000
 * @param tried those that a dry run has made, counted up to 10,000
 * @param conflicts fields that a person has to decide on
 * @param drift records that the last comparison found to be otherwise on one side, and that nobody has planned to put right
 * @param comparedAt when the last comparison ended
 * @param budgetLeft requests that may go out in this window
 * @param saidLeft requests that the CRM said are left to us
 */
public record CrmStatus(
        String id,
        String product,
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
        CrmLimits limits,
        int budgetLeft,
        OptionalLong saidLeft,
        List<SyncProgress> syncs) {
    public CrmStatus {
        syncs = List.copyOf(syncs);
    }

    /** Whether a person has to do something before anything goes out. */
    public boolean closed() {
        return trouble.filter(code -> code.startsWith("closed-")).isPresent();
    }
}
