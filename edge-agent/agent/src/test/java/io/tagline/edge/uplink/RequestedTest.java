package io.tagline.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.journal.SeqSet;
import io.tagline.wire.SeqRange;
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

    private static SeqSet upTo(long last) {
        return SeqSet.EMPTY.plus(new SeqRange(1, last));
    }
}
