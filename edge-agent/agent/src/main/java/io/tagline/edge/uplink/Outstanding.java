package io.tagline.edge.uplink;

import io.tagline.edge.journal.SeqSet;
import io.tagline.edge.time.Backoff;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The batches under way: sent, without the hub's receipt. Only their numbers are kept: a batch whose time is over is
 * forgotten, its scans are pending again and are read from the journal anew, in batches as full as they can be by then.
 *
 * <p>While receipts come, a batch without one was lost on the way and goes out again by itself. When none comes at all, the
 * hub is away: then everything is forgotten and one batch at a time goes out, at growing distances, until a receipt comes.
 * Else each time-out would add a window of copies to the broker's queue. Confined to the thread {@code uplink}.
 */
final class Outstanding {
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(60);

    private final int window;
    private final Backoff backoff;
    private final long firstPatience;
    private final Deque<Batch> batches = new ArrayDeque<>();

    private SeqSet held = SeqSet.EMPTY;
    private boolean silent;
    private long patience;
    private boolean receiptSeen;
    private long lastReceiptAt;

    Outstanding(int window, Duration receiptTimeout, RandomGenerator random) {
        this.window = window;
        Duration most = receiptTimeout.compareTo(MOST_PATIENCE) > 0 ? receiptTimeout : MOST_PATIENCE;
        this.backoff = new Backoff(receiptTimeout.multipliedBy(2), most, random);
        this.firstPatience = receiptTimeout.toNanos();
        this.patience = firstPatience;
    }

    private record Batch(SeqSet seqs, long sentAt) {}

    /** The numbers of all scans under way. */
    SeqSet held() {
        return held;
    }

    /** True if one more batch may go out. */
    boolean isOpen() {
        return batches.size() < (silent ? 1 : window);
    }

    /** True from the first time-out without any receipt until one comes. */
    boolean silent() {
        return silent;
    }

    /** Scans went out. */
    void sent(List<Scan> scans, long tick) {
        SeqSet seqs = SeqSet.EMPTY;
        for (Scan scan : scans) {
            seqs = seqs.plus(new SeqRange(scan.seq(), scan.seq()));
        }
        batches.addLast(new Batch(seqs, tick));
        held = held.plus(seqs);
    }

    /** A receipt came; batches that it completes are done with. */
    void receipt(SeqSet receipted, long tick) {
        long slowest = 0;
        int before = batches.size();
        for (Batch batch : batches) {
            if (isWithin(batch.seqs, receipted)) {
                slowest = Math.max(slowest, tick - batch.sentAt);
            }
        }
        batches.removeIf(batch -> isWithin(batch.seqs, receipted));
        if (batches.size() < before) {
            holdTheRest();
        }
        receiptSeen = true;
        lastReceiptAt = tick;
        silent = false;
        backoff.reset();
        // a hub that is slow but alive must not get everything twice
        patience = Math.min(MOST_PATIENCE.toNanos(), Math.max(firstPatience, 2 * slowest));
    }

    /** Forgets what has waited too long. Returns true if anything is to be sent again. */
    boolean expire(long tick) {
        Batch oldest = batches.peekFirst();
        if (oldest == null || tick - oldest.sentAt < patience) {
            return false;
        }
        if (receiptSeen && lastReceiptAt - oldest.sentAt >= 0) {
            batches.removeIf(batch -> tick - batch.sentAt >= patience);
            holdTheRest();
        } else {
            silent = true;
            patience = backoff.nextNanos();
            clear();
        }
        return true;
    }

    /** How long until {@link #expire} has something to do, nanoseconds. */
    long nanosToExpiry(long tick) {
        Batch oldest = batches.peekFirst();
        return oldest == null ? Long.MAX_VALUE : Math.max(0, oldest.sentAt + patience - tick);
    }

    /** Everything is to be sent again: another connection, or the broker did not take it. */
    void clear() {
        batches.clear();
        held = SeqSet.EMPTY;
    }

    private void holdTheRest() {
        SeqSet rest = SeqSet.EMPTY;
        for (Batch batch : batches) {
            rest = rest.plus(batch.seqs);
        }
        held = rest;
    }

    private static boolean isWithin(SeqSet seqs, SeqSet receipted) {
        for (SeqRange range : seqs.ranges()) {
            if (!receipted.missing(range.from(), range.to(), 1).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
