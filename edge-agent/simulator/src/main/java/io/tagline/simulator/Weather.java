package io.tagline.simulator;

import io.tagline.simulator.TcpFaults.Mode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What {@link TcpFaults} does to the bytes at present. Safe for any thread. */
final class Weather {
    private Mode mode = Mode.PASS;
    private int segment;
    private Duration delay = Duration.ZERO;
    private int loseEvery;
    private long loseFrom;
    private long budget;

    synchronized void clear() {
        mode = Mode.PASS;
        segment = 0;
        delay = Duration.ZERO;
        loseEvery = 0;
        budget = 0;
        notifyAll();
    }

    synchronized void set(Mode another) {
        mode = another;
        notifyAll();
    }

    synchronized void setSegment(int bytes) {
        segment = bytes;
    }

    synchronized void setDelay(Duration wait) {
        delay = wait;
    }

    synchronized void setLoseEvery(int n, long acceptedSoFar) {
        loseEvery = n;
        loseFrom = acceptedSoFar;
    }

    synchronized void setBudget(long bytes) {
        budget = bytes;
    }

    synchronized Mode mode() {
        return mode;
    }

    /** @param number of the connection, from 1 on */
    synchronized boolean loses(long number) {
        return loseEvery > 0 && (number - loseFrom) % loseEvery == 0;
    }

    /** Waits while the flow is stopped; what holds then. */
    synchronized Mode awaitFlow() throws InterruptedException {
        while (mode == Mode.STALL) {
            wait();
        }
        return mode;
    }

    /** How much may be read at once, so that a reset after n bytes comes after exactly n. */
    synchronized int allowance(long moved, int most) {
        return budget == 0 ? most : (int) Math.max(1, Math.min(most, budget - moved));
    }

    synchronized boolean isSpent(long moved) {
        return budget > 0 && moved >= budget;
    }

    /** Writes a piece on, as late and as finely cut as asked for. */
    void forward(OutputStream out, byte[] piece, int length) throws IOException, InterruptedException {
        int most;
        Duration wait;
        synchronized (this) {
            most = segment == 0 ? length : segment;
            wait = delay;
        }
        if (!wait.isZero()) {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }
        for (int at = 0; at < length; at += most) {
            out.write(piece, at, Math.min(most, length - at));
        }
    }
}
