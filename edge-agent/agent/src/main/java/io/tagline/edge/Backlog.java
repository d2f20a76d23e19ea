package io.tagline.edge;

import io.tagline.edge.reader.TagRead;
import java.time.Duration;
import java.util.List;

/**
 * Says when the detector must not be told of the present: a reader hands over what it held while the network was away, and
 * those reads are of minutes ago. Told that it is now, the detector would take them for too late to be evidence. Confined to
 * the thread {@code portals}.
 */
final class Backlog {

    /** As late as reads are in ordinary running: a reader that gathers reports for a second. */
    private static final long LATE_NANOS = Duration.ofSeconds(1).toNanos();

    /** No late report for this long: all was handed over. */
    private static final long OVER_NANOS = Duration.ofMillis(500).toNanos();

    /** Beyond it this is no backlog but a reader's clock gone wrong, and tags of other readers wait for their decision. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    private boolean running;
    private long begunTick;
    private long latestTick;

    /** Looks at what came just now; true while old reads are being handed over. */
    boolean isHandedOver(List<TagRead> report, long now) {
        boolean late = !report.isEmpty() && now - report.get(report.size() - 1).tickNanos() > LATE_NANOS;
        if (late) {
            begunTick = running ? begunTick : now;
            latestTick = now;
            running = true;
        } else if (running && now - latestTick > OVER_NANOS) {
            running = false;
        }
        return running && now - begunTick < LONGEST_NANOS;
    }
}
