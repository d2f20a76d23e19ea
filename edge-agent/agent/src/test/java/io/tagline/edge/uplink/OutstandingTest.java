package io.tagline.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.journal.SeqSet;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutstandingTest {
    private static final long SECOND = 1_000_000_000L;

    private final Outstanding outstanding = new Outstanding(3, Duration.ofSeconds(5), new Random(1));

    @Test
    void windowClosesWithItsBatchesAndOpensWithTheirReceipts() {
        outstanding.sent(scans(1, 10), 0);
        outstanding.sent(scans(11, 20), 0);
        assertThat(outstanding.isOpen()).isTrue();
        outstanding.sent(scans(21, 30), 0);
        assertThat(outstanding.isOpen()).isFalse();

        outstanding.receipt(set(11, 20), SECOND);

        assertThat(outstanding.isOpen()).isTrue();
        assertThat(outstanding.held().ranges()).containsExactly(new SeqRange(1, 10), new SeqRange(21, 30));
    }

    @Test
    void batchThatTheBrokerLostGoesOutAgainWhileOthersAreReceipted() {
        outstanding.sent(scans(1, 10), 0);
        outstanding.sent(scans(11, 20), SECOND);
        outstanding.receipt(set(11, 20), 2 * SECOND);

        assertThat(outstanding.expire(4 * SECOND)).isFalse();
        assertThat(outstanding.expire(5 * SECOND)).isTrue();

        assertThat(outstanding.held()).isEqualTo(SeqSet.EMPTY);
        assertThat(outstanding.silent()).isFalse();
    }

    @Test
    void silentHubGetsOneBatchAtATimeAtGrowingDistances() {
        outstanding.sent(scans(1, 10), 0);
        outstanding.sent(scans(11, 20), 0);
        long now = 5 * SECOND;
        assertThat(outstanding.expire(now)).isTrue();
        assertThat(outstanding.silent()).isTrue();
        assertThat(outstanding.held()).isEqualTo(SeqSet.EMPTY);

        long waited = 0;
        for (int probe = 0; probe < 8; probe++) {
            outstanding.sent(scans(1, 20), now);
            assertThat(outstanding.isOpen()).isFalse();
            waited = outstanding.nanosToExpiry(now);
            now += waited;
            assertThat(outstanding.expire(now)).isTrue();
        }
        assertThat(waited).isBetween(30 * SECOND, 60 * SECOND);

        outstanding.sent(scans(1, 20), now);
        outstanding.receipt(set(1, 20), now + SECOND);
        assertThat(outstanding.silent()).isFalse();
        outstanding.sent(scans(21, 30), now);
        outstanding.sent(scans(31, 40), now);
        assertThat(outstanding.isOpen()).isTrue();
    }

    @Test
    void slowHubIsNotSentEverythingTwice() {
        outstanding.sent(scans(1, 10), 0);
        outstanding.receipt(set(1, 10), 20 * SECOND);
        outstanding.sent(scans(11, 20), 20 * SECOND);

        assertThat(outstanding.nanosToExpiry(20 * SECOND)).isEqualTo(40 * SECOND);
    }

    private static SeqSet set(long from, long to) {
        return SeqSet.EMPTY.plus(new SeqRange(from, to));
    }

    private static List<Scan> scans(long from, long to) {
        List<Scan> scans = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            scans.add(new Scan(
                    seq,
                    "door-1",
                    "3034",
                    Direction.IN,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    1,
                    OptionalDouble.empty(),
                    1,
                    ClockQuality.FREE,
                    0));
        }
        return scans;
    }
}
