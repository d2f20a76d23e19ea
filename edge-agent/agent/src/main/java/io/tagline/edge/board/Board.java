package io.tagline.edge.board;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local board: the last thing that a scan meets at the door, told of each verdict right after the light. One thread {@code board}
 * makes what the pages show, at most ten times a second; those of {@link BoardServer} send it. Safe for any thread.
 */
public final class Board implements AutoCloseable {
    /** Verdicts that wait for the thread {@code board}; a cart of parcels is a hundred at once, and only the last few are shown. */
    private static final int MOST_WAITING = 512;

    /** What changes without a verdict (readers, counts, the age of things) is looked at this often. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Nobody reads faster, and a Pi has better things to do. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Board.class);

    private final Supplier<BoardView> look;
    private final Ticker ticker;
    private final Counter unseen;
    private final LatestState latest;
    private final Queue<Judgement> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final Semaphore news = new Semaphore(0);
    private final BoardServer server;
    private final Thread thread;

    // of the thread
    private final RecentScans recent = new RecentScans();
    private long version;
    private boolean failed;

    private Board(
            BoardSettings settings,
            Supplier<BoardView> look,
            Consumer<PortalId> acknowledge,
            Ticker ticker,
            Counters counters)
            throws IOException {
        this.look = look;
        this.ticker = ticker;
        this.latest = new LatestState(ticker);
        this.unseen = counters.counter(
                "tagline_board_verdicts_unseen_total", "Verdicts that came faster than the board could show any.");
        Consumer<PortalId> acknowledged = portal -> {
            acknowledge.accept(portal);
            news.release();
        };
        this.server = new BoardServer(settings, latest, acknowledged, ticker, counters);
        this.thread = new Thread(this::run, "board");
    }

    /**
     * Starts to answer.
     *
     * @param look makes the agent's view; called by the thread {@code board}, takes milliseconds at most
     * @param acknowledge told of a red light that somebody acknowledged; called by any thread, returns at once
     * @throws IOException naming the key, if the address or the port cannot be had
     */
    public static Board start(
            BoardSettings settings,
            Supplier<BoardView> look,
            Consumer<PortalId> acknowledge,
            Ticker ticker,
            Counters counters)
            throws IOException {
        var board = new Board(settings, look, acknowledge, ticker, counters);
        board.turn();
        board.thread.start();
        board.server.start();
        return board;
    }

    /** Shows a verdict within a quarter of a second. Never waits and takes no lock: the thread {@code portals} has the light to serve. */
    public void show(Judgement judgement) {
        if (waitingCount.incrementAndGet() > MOST_WAITING) {
            waitingCount.decrementAndGet();
            unseen.increment();
            return;
        }
        waiting.add(judgement);
        news.release();
    }

    /** The port that it answers on. */
    public int port() {
        return server.port();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                boolean unused = news.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
                turn();
                server.dropStuck();
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        for (Judgement judgement = waiting.poll(); judgement != null; judgement = waiting.poll()) {
            waitingCount.decrementAndGet();
            recent.add(judgement);
        }
        try {
            BoardView view = look.get();
            Set<PortalId> portals =
                    view.doors().stream().map(BoardView.Door::id).collect(Collectors.toSet());
            latest.set(new BoardState(++version, ticker.nanos(), view, recent.of(portals)));
            failed = false;
        } catch (RuntimeException e) {
            // the pages say that they are not live; parcels pass all the same
            if (!failed) {
                log.atError().setCause(e).log("board has nothing to show");
            }
            failed = true;
        }
    }

    @Override
    public void close() {
        latest.close();
        server.close();
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
