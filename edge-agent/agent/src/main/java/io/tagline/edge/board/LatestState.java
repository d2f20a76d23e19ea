package io.tagline.edge.board;

import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest state, and the wait for it. Safe for any thread; when it is closed, there is no state any more. */
final class LatestState {
    private static final long NANOS_PER_MS = 1_000_000;

    private final Ticker ticker;
    private @Nullable BoardState state;
    private boolean closed;

    LatestState(Ticker ticker) {
        this.ticker = ticker;
    }

    synchronized void set(BoardState next) {
        state = next;
        notifyAll();
    }

    /** The state there is; empty before the first one and after the end. */
    synchronized Optional<BoardState> get() {
        return closed ? Optional.empty() : Optional.ofNullable(state);
    }

    /** A state newer than this version, or the one there is when the time is over. */
    synchronized Optional<BoardState> after(long version, Duration limit) throws InterruptedException {
        long until = ticker.nanos() + limit.toNanos();
        long leftMs = limit.toMillis();
        while (!closed && leftMs > 0 && (state == null || state.version() <= version)) {
            wait(leftMs);
            leftMs = (until - ticker.nanos()) / NANOS_PER_MS;
        }
        return get();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
