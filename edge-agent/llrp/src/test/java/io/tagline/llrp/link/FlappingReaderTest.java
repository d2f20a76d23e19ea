package io.tagline.llrp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.llrp.Seed;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.command.ReaderProfile;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader that greets, is set up and goes, again and again; the time that it stays is turned by hand. */
@Timeout(20)
class FlappingReaderTest {
    private static final Duration LONGEST = Duration.ofMillis(400);
    private static final int FLAPS = 11;

    /** Added to the machine's elapsed time. */
    private final AtomicLong added = new AtomicLong();

    private final Pauses pauses = new Pauses();

    /** How long the link really waited from each loss to the next dialling. */
    private static final class Pauses implements ReaderListener {
        final List<Duration> taken = new CopyOnWriteArrayList<>();
        private long lostAt;

        @Override
        public void onReport(TagReportCursor report, long tickNanos) {}

        @Override
        public void onState(LinkState state, String detail) {
            if (state == LinkState.LOST) {
                lostAt = System.nanoTime();
            } else if (state == LinkState.DIALLING && lostAt != 0) {
                taken.add(Duration.ofNanos(System.nanoTime() - lostAt));
            }
        }
    }

    @Test
    void oneThatComesForTwoSecondsIsDialledEverMoreSeldomAndOneThatStayedAMinuteAtOnce() throws Exception {
        ScriptedReader.Script twoSeconds = line -> {
            line.setUp();
            stay(Duration.ofSeconds(2));
        };
        ScriptedReader.Script aMinute = line -> {
            line.setUp();
            // until the link asks whether the silent reader is there, and so has seen what time it is
            while (line.socket.getInputStream().available() == 0) {
                stay(Duration.ofSeconds(61));
                Thread.sleep(20); // the link looks at the time this often
            }
            line.ok(line.command());
        };
        ScriptedReader.Script[] scripts = new ScriptedReader.Script[FLAPS + 2];
        Arrays.fill(scripts, twoSeconds);
        scripts[FLAPS] = aMinute;
        scripts[FLAPS + 1] = line -> {
            line.setUp();
            line.agreeForEver();
        };
        try (ScriptedReader reader = new ScriptedReader(scripts);
                ReaderLink link = new ReaderLink(
                        settings(reader), pauses, () -> System.nanoTime() + added.get(), Seed.random())) {
            link.start();
            await().until(() -> reader.connections() == FLAPS + 2);
            await().until(() -> link.state() == LinkState.READING);
        }
        assertThat(pauses.taken).as("seed %d", Seed.VALUE).hasSize(FLAPS + 1);
        // each pause is drawn from the upper half of its span
        assertThat(pauses.taken.subList(FLAPS - 2, FLAPS))
                .allSatisfy(pause -> assertThat(pause).isGreaterThanOrEqualTo(LONGEST.dividedBy(2)));
        assertThat(pauses.taken.get(FLAPS)).isLessThan(LONGEST.dividedBy(2));
    }

    private void stay(Duration time) {
        added.addAndGet(time.toNanos());
    }

    private static LinkSettings settings(ScriptedReader reader) {
        return LinkSettings.of("dock-a", new ReaderAddress.Dial("127.0.0.1", reader.port()), ReaderProfile.basic())
                .withPauses(Duration.ofMillis(1), LONGEST, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }
}
