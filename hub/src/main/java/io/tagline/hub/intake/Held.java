package io.tagline.hub.intake;

import io.tagline.wire.Health.EarlierJournal;
import io.tagline.wire.Health.JournalHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What an agent says that it holds of one journal, the one it writes or an earlier one in the same file.
 *
 * @param firstSeq lowest number held, 0 if none is
 * @param lastSeq highest number ever given, 0 if none
 * @param pending scans without our receipt
 * @param growing true of the one it writes
 */
record Held(UUID id, long firstSeq, long lastSeq, long pending, boolean growing) {

    /** All of them, in the order in which the agent sends. */
    static List<Held> oldestFirst(JournalHealth journal) {
        List<Held> all = new ArrayList<>();
        for (EarlierJournal earlier : journal.earlier()) {
            all.add(new Held(earlier.id(), earlier.firstSeq(), earlier.lastSeq(), earlier.pending(), false));
        }
        all.add(new Held(journal.id(), journal.firstSeq(), journal.lastSeq(), journal.pending(), true));
        return all;
    }

    /** The lowest number that the agent can send; an empty journal holds nothing of what it ever gave out. */
    long firstHeld() {
        if (firstSeq > 0) {
            return firstSeq;
        }
        return lastSeq == Long.MAX_VALUE ? lastSeq : lastSeq + 1;
    }
}
