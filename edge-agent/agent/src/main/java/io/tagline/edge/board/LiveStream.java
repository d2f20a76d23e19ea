package io.tagline.edge.board;

import io.tagline.edge.time.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One browser's live page: server-sent events (HTML Living Standard §9.2) {@code hello} with the version of the assets, {@code board}
 * with what the page shows whenever that changed, {@code beat} when it has not for a while. Confined to its thread.
 */
final class LiveStream {
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /** A board whose own thread hangs must not look alive. */
    private static final Duration STALE = Duration.ofSeconds(5);

    private final LatestState latest;
    private final Ticker ticker;
    private final Workers workers;
    private final OutputStream out;

    LiveStream(LatestState latest, Ticker ticker, Workers workers, OutputStream out) {
        this.latest = latest;
        this.ticker = ticker;
        this.workers = workers;
        this.out = out;
    }

    /**
     * Sends until the board ends or has nothing new to say for good.
     *
     * @param page what is shown of a state, in one line
     * @throws IOException when the client is gone, or was given up
     */
    void run(String version, Function<BoardState, String> page) throws IOException, InterruptedException {
        send("retry: 2000\nevent: hello\ndata: " + version + "\n\n");
        String shown = "";
        long seen = -1;
        long sentAt = ticker.nanos();
        while (true) {
            workers.progress();
            Optional<BoardState> next = latest.after(seen, HEARTBEAT);
            if (next.isEmpty() || ticker.nanos() - next.get().atTick() > STALE.toNanos()) {
                return;
            }
            seen = next.get().version();
            String inside = page.apply(next.get());
            if (!inside.equals(shown)) {
                send("event: board\ndata: " + inside + "\n\n");
                shown = inside;
                sentAt = ticker.nanos();
            } else if (ticker.nanos() - sentAt > HEARTBEAT.toNanos()) {
                send("event: beat\ndata:\n\n");
                sentAt = ticker.nanos();
            }
        }
    }

    private void send(String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
