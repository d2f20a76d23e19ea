package io.tagline.edge.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.ReaderReport;
import io.tagline.edge.health.TestHealth;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.llrp.ReaderEvent;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.ReaderEvent.InputChanged;
import io.tagline.llrp.ReaderTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputChangeTest {
    private static final ReaderId DOCK = new ReaderId("dock-a");

    /** 2026-11-22T08:00:00Z on the reader's clock. */
    private static final long UTC = 1_795_334_400_000_000L;

    private final List<InputChange> changes = new ArrayList<>();
    private final PortalMap portals = new PortalMap(List.of());
    private final ReaderReport health = new TestHealth(() -> 0).health.reader("dock-a");
    private final ReaderFeed feed = new ReaderFeed(
            DOCK,
            new ReadMapper(DOCK, portals, new Counters()),
            new ReadQueue(10),
            health,
            new ReaderTroubles(DOCK, portals, health, () -> 0, new Counters()),
            () -> 0,
            changes::add);

    /** A photo-eye sharpens the time of a passage: the delay on the network must not blur it. */
    @Test
    void anInputChangesWhenTheReaderSawItNotWhenWeHeardOfIt() {
        feed.onEvent(new ConnectionAttempt(ConnectionAttempt.SUCCESS), ReaderTime.utc(UTC), ms(10_000));

        feed.onEvent(new InputChanged(2, true), ReaderTime.utc(UTC + 1_000_000), ms(11_300));
        feed.onEvent(new InputChanged(2, false), ReaderTime.utc(UTC + 1_200_000), ms(11_301));

        assertThat(changes)
                .extracting(change -> new InputChange(change.reader(), change.port(), change.high(), nearest(change)))
                .containsExactly(
                        new InputChange(DOCK, 2, true, ms(11_000)), new InputChange(DOCK, 2, false, ms(11_200)));
    }

    @Test
    void anEventWithoutATimeHappenedWhenItWasHeard() {
        ReaderEvent change = new InputChanged(1, true);
        feed.onEvent(change, ReaderTime.NONE, ms(7));
        assertThat(changes).containsExactly(new InputChange(DOCK, 1, true, ms(7)));
    }

    /** The drift that the clock mapping allows for is some microseconds here. */
    private static long nearest(InputChange change) {
        long millis = Math.round(change.tickNanos() / 1e6);
        return ms(millis);
    }

    private static long ms(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
