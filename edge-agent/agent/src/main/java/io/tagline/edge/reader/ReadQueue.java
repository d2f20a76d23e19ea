package io.tagline.edge.reader;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the threads of the readers hand their reads to the thread {@code portals}, a report at a time: a lock for each read
 * would cost more than the read. Bounded by reads, whatever the size of reports; a full queue makes the reader's thread
 * wait, so it stops reading its socket, TCP's window closes, and the reader keeps the reads. Safe for any thread.
 */
public final class ReadQueue {

    private final int maxReads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final ArrayDeque<List<TagRead>> reports = new ArrayDeque<>();
    private int reads;

    /** @param maxReads reads that may wait; a report is taken whole as long as there are fewer */
    public ReadQueue(int maxReads) {
        if (maxReads < 1) {
            throw new IllegalArgumentException("read queue of " + maxReads + " reads: expected at least 1");
        }
        this.maxReads = maxReads;
    }

    /**
     * Adds the reads of a report, waiting while the queue is full.
     *
     * @param report not to be changed afterwards
     * @throws InterruptedException when told to stop while waiting; the report was not taken
     */
    public void put(List<TagRead> report) throws InterruptedException {
        if (report.isEmpty()) {
            return;
        }
        lock.lockInterruptibly();
        try {
            while (reads >= maxReads) {
                notFull.await();
            }
            reports.add(report);
            reads += report.size();
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest report, empty if none comes within {@code patience}. */
    public Optional<List<TagRead>> poll(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (reports.isEmpty()) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = notEmpty.awaitNanos(left);
            }
            List<TagRead> report = reports.remove();
            reads -= report.size();
            notFull.signalAll();
            return Optional.of(report);
        } finally {
            lock.unlock();
        }
    }

    /** Reads that wait at this moment. */
    public int reads() {
        lock.lock();
        try {
            return reads;
        } finally {
            lock.unlock();
        }
    }
}
