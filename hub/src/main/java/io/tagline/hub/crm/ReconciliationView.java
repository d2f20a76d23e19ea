package io.tagline.hub.crm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Both sides compared, of one model.
 *
 * @param endedAt empty while it runs
 * @param theirs records with a key of ours that were read there
 * @param ours records of ours that belong there
 * @param missingHere records there that are nothing of ours any more
 * @param missingThere records of ours that aren't there
 * @param different records that don't say the same
 * @param duplicates further records there of a key
 * @param repaired records that were planned to be written again
 * @param examples some of them: kind, key, id at the CRM, names of fields
 */
public record ReconciliationView(
        UUID id,
        String model,
        Instant startedAt,
        Optional<Instant> endedAt,
        long theirs,
        long ours,
        long missingHere,
        long missingThere,
        long different,
        long duplicates,
        long repaired,
        List<String> examples) {
    public ReconciliationView {
        examples = List.copyOf(examples);
    }

    /** Records that are otherwise on one side, and that nobody has planned to put right. */
    public long left() {
        return missingHere + duplicates + Math.max(0, missingThere + different - repaired);
    }
}
