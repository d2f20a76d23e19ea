package io.tagline.edge.journal;

import io.tagline.wire.SeqRange;
import java.util.Optional;

/**
 * Which scans the hub has. A receipt counts at once for what is sent next; it is written with the next commit, at most a
 * second later. If the agent dies in between, those scans are sent again and the hub knows them. Safe for any thread.
 */
final class Receipts {
    /** A set this broken up only comes from a hub that errs; more is not remembered, and so sent again. */
    private static final int MOST_RANGES = 4_096;

    private volatile SeqSet receipted;
    private boolean unsaved;

    Receipts(SeqSet saved) {
        this.receipted = saved;
    }

    SeqSet receipted() {
        return receipted;
    }

    /**
     * Takes a receipt of this journal.
     *
     * @param receipt in the agent's own numbers, none above those given
     */
    synchronized void take(Identities.Local receipt) {
        SeqSet next = receipted;
        for (SeqRange range : receipt.committed()) {
            SeqSet with = next.plus(range);
            next = with.rangeCount() > MOST_RANGES ? next : with;
        }
        for (SeqRange range : receipt.wanted()) {
            next = next.minus(range);
        }
        unsaved |= !next.equals(receipted);
        receipted = next;
    }

    /** What is to be written, if anything is; {@link #saved} tells that it was. */
    synchronized Optional<SeqSet> unsaved() {
        return unsaved ? Optional.of(receipted) : Optional.empty();
    }

    synchronized void saved(SeqSet written) {
        unsaved = !written.equals(receipted);
    }

    /** A file opened anew, or a salvaged one, has skipped numbers that are not waited for. */
    synchronized void add(SeqSet ofFile) {
        SeqSet both = receipted.plus(ofFile);
        unsaved |= !both.equals(ofFile);
        receipted = both;
    }

    /** These numbers carry no scan any more, or never did: they are not waited for. */
    synchronized void fill(SeqRange range) {
        receipted = receipted.plus(range);
        unsaved = true;
    }
}
