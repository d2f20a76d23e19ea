package io.tagline.edge.passage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitTest {
    private final Visit visit = new Visit(0);

    @Test
    void matesAreAskedInEachStepUntilThePassageIsToldAndEveryThirdAfterwards() {
        assertThat(visit.dueToAsk(Lane.FROM_INSIDE, false, 10)).isTrue();
        assertThat(visit.dueToAsk(Lane.FROM_INSIDE, false, 11)).isTrue();
        assertThat(visit.dueToAsk(Lane.FROM_INSIDE, true, 13)).isFalse();
        assertThat(visit.dueToAsk(Lane.FROM_INSIDE, true, 14)).isTrue();
    }

    @Test
    void whoeverTheVotesHoldForUnlikelyIsNotInvitedAgainWithin300Ms() {
        assertThat(visit.dueToAsk(Lane.FROM_INSIDE, false, 10)).isTrue();
        visit.judged(Lane.FROM_INSIDE, -5);
        visit.invite(Lane.FROM_INSIDE, 12);
        assertThat(visit.invited(Lane.FROM_INSIDE, 12)).isFalse();
        assertThat(visit.invited(Lane.FROM_INSIDE, 13)).isTrue();
        visit.judged(Lane.FROM_INSIDE, -1);
        assertThat(visit.invited(Lane.FROM_INSIDE, 12)).isTrue();
    }

    @Test
    void ownReadsCarryAClaimStepByStepAndOneStepOfDoubtCostsOne() {
        visit.steadily(Lane.FROM_OUTSIDE, true);
        visit.steadily(Lane.FROM_OUTSIDE, true);
        visit.steadily(Lane.FROM_OUTSIDE, false);
        assertThat(visit.steady(Lane.FROM_OUTSIDE)).isEqualTo(1);
        visit.dismiss(Lane.FROM_OUTSIDE);
        assertThat(visit.steady(Lane.FROM_OUTSIDE)).isZero();
    }
}
