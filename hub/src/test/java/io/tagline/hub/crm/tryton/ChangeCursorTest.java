package io.tagline.hub.crm.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChangeCursorTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.000123Z");
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    @Test
    void cursorIsReadAsItWasWritten() {
        ChangeCursor within =
                ChangeCursor.of(Optional.empty()).begun(NOON, new ChangeCursor.Place(NOON.minusSeconds(9), 3, 17));
        assertThat(ChangeCursor.of(Optional.of(within.toString()))).isEqualTo(within);
        ChangeCursor ended = within.ended(Optional.of(NOON), OVERLAP);
        assertThat(ChangeCursor.of(Optional.of(ended.toString()))).isEqualTo(ended);
        assertThat(ChangeCursor.of(Optional.of(""))).isEqualTo(ChangeCursor.of(Optional.empty()));
    }

    /** What is committed late carries the time of its beginning: the next sweep has to begin before it. */
    @Test
    void nextSweepBeginsATransactionsLengthBeforeTheNewestStamp() {
        assertThat(ChangeCursor.of(Optional.empty())
                        .ended(Optional.of(NOON), OVERLAP)
                        .since())
                .contains(NOON.minus(OVERLAP));
    }

    /** A sweep of many pages may last longer than the overlap: what counts is what was to be seen when it began. */
    @Test
    void longSweepBeginsAgainBeforeItsOwnBeginning() {
        ChangeCursor within = ChangeCursor.of(Optional.empty())
                .begun(NOON, new ChangeCursor.Place(NOON.minusSeconds(60), 0, 1))
                .at(new ChangeCursor.Place(NOON.plusSeconds(600), 0, 2));
        assertThat(within.ended(Optional.of(NOON.plusSeconds(600)), OVERLAP).since())
                .contains(NOON.minus(OVERLAP));
    }

    @Test
    void quietSweepStaysWhereItIs() {
        ChangeCursor since = ChangeCursor.of(Optional.of(NOON.toString()));
        assertThat(since.ended(Optional.empty(), OVERLAP)).isEqualTo(since);
        assertThat(since.ended(Optional.of(NOON.plusSeconds(10)), OVERLAP))
                .as("never back")
                .isEqualTo(since);
        assertThat(ChangeCursor.of(Optional.empty())
                        .ended(Optional.empty(), OVERLAP)
                        .toString())
                .isEmpty();
    }

    @Test
    void foreignCursorIsRefusedByName() {
        for (String wrong : new String[] {"yesterday", "a b c d", NOON + " " + NOON}) {
            assertThatThrownBy(() -> ChangeCursor.of(Optional.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cursor \"" + wrong + "\": expected");
        }
    }
}
