package io.tagline.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tagline.edge.journal.SeqSet;
import io.tagline.wire.SeqRange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestedTest {
    private final Requested requested = new Requested();

    @Test
    void whatTheHubAskedForAgainIsAnsweredOnceAllOfItHasItsReceipt() {
        requested.receipt(upTo(100), upTo(100).minus(new SeqRange(1, 50)));
        assertThat(requested.isAnswered(upTo(100).minus(new SeqRange(50, 50)))).isFalse();
        assertThat(requested.isAnswered(upTo(100))).isTrue();
        assertThat(requested.isAnswered(upTo(100))).isFalse();
    }

    @Test
    void receiptsOfNewScansAnswerNothing() {
        requested.receipt(upTo(100), upTo(200));
        assertThat(requested.isAnswered(upTo(200))).isFalse();
    }

    /** As when the hub refuses every other scan and has no room for them: a receipt must not cost the gateway seconds. */
    @Test
    void manyRangesAreComparedInNoTime() {
        SeqSet broken = SeqSet.EMPTY;
        for (long seq = 1; seq < 4_000; seq += 2) {
            broken = broken.plus(new SeqRange(seq, seq));
        }
        SeqSet before = broken;
        SeqSet now = before.minus(new SeqRange(2_001, 2_003));

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> requested.receipt(before, now));

        assertThat(requested.isAnswered(now)).isFalse();
        assertThat(requested.isAnswered(before)).isTrue();
    }

    private static SeqSet upTo(long last) {
        return SeqSet.EMPTY.plus(new SeqRange(1, last));
    }
}
