package io.tagline.edge.opcua;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes on their way from Milo's threads to the one who uses them, on the thread {@code plc-changes}. Milo asks for more whether or
 * not it is rid of what it has, so a full queue can push back nowhere: what does not fit is counted and said.
 */
final class PlcInbox implements AutoCloseable {
    /** Ten photo-eyes that flicker at 50 Hz for ten seconds; 1 MB at most. */
    private static final int ROOM = 10_000;

    private static final Logger log = LoggerFactory.getLogger(PlcInbox.class);

    private final BlockingQueue<PlcChange> queue = new ArrayBlockingQueue<>(ROOM);
    private final Consumer<PlcChange> user;
    private final Counter taken;
    private final Counter dropped;
    private final Thread thread = new Thread(this::run, "plc-changes");

    PlcInbox(Consumer<PlcChange> user, Counters counters) {
        this.user = user;
        this.taken = counters.counter("tagline_plc_changes_total", "Changes of signals that the PLC reported.");
        this.dropped = counters.counter(
                "tagline_plc_changes_dropped_total", "Changes of signals that found no room in the agent.");
        counters.gauge("tagline_plc_changes_queued", "Changes of signals of the PLC that wait.", queue::size);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits. Safe for any thread. */
    void put(PlcChange change) {
        taken.increment();
        if (!queue.offer(change)) {
            if (dropped.value() == 0) {
                log.atWarn()
                        .addKeyValue("room", ROOM)
                        .log("changes of the PLC find no room; tagline_plc_changes_dropped_total counts");
            }
            dropped.increment();
        }
    }

    private void run() {
        try {
            while (true) {
                user.accept(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
