package io.tagline.edge.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The journal at one moment, for health and the fleet page.
 *
 * @param firstSeq lowest sequence number that it still holds, 0 if it holds none
 * @param lastSeq highest sequence number ever given, 0 if none
 * @param earlier other identities under which the hub knows scans that are still here, oldest first
 * @param pending scans of any identity without the hub's receipt
 * @param oldestPendingAt when the oldest of those passed its portal
 * @param bytes size of its files on disk
 */
public record JournalStatus(
        UUID id,
        JournalState state,
        long firstSeq,
        long lastSeq,
        List<Earlier> earlier,
        long pending,
        Optional<Instant> oldestPendingAt,
        long bytes,
        long quotaBytes) {

    /**
     * What is held of an identity that the journal had before.
     *
     * @param firstSeq lowest sequence number that it may still hold
     * @param lastSeq highest sequence number ever given
     * @param pending its scans without the hub's receipt
     */
    public record Earlier(UUID id, long firstSeq, long lastSeq, long pending) {}
}
