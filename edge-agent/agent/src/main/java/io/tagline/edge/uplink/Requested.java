package io.tagline.edge.uplink;

import io.tagline.edge.journal.SeqSet;
import io.tagline.wire.SeqRange;

/**
 * Scans that the hub had, and has asked for again. A restored hub asks for a bounded number at a time; the sooner it hears that it has
 * them, the sooner it asks for the next. Confined to the thread {@code uplink}.
 */
final class Requested {
    private SeqSet open = SeqSet.EMPTY;

    /**
     * A receipt came.
     *
     * @param before what the hub had by its receipts until then
     * @param now what it has by this one as well, without what it wants again
     */
    void receipt(SeqSet before, SeqSet now) {
        for (SeqRange range : before.ranges()) {
            for (SeqRange again : now.missing(range.from(), range.to(), Integer.MAX_VALUE)) {
                open = open.plus(again);
            }
        }
    }

    /** True once after all of them have got their receipt. */
    boolean isAnswered(SeqSet receipted) {
        if (open.ranges().isEmpty()) {
            return false;
        }
        for (SeqRange range : open.ranges()) {
            if (!receipted.missing(range.from(), range.to(), 1).isEmpty()) {
                return false;
            }
        }
        open = SeqSet.EMPTY;
        return true;
    }
}
