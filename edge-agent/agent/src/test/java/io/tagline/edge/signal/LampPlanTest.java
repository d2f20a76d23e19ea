package io.tagline.edge.signal;

import static io.tagline.edge.signal.Lamp.AMBER;
import static io.tagline.edge.signal.Lamp.GREEN;
import static io.tagline.edge.signal.Lamp.RED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.manifest.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LampPlanTest {

    /** Ticks may be negative. */
    private static final long START = -5_000_000_000L;

    private boolean attended = true;
    private final LampPlan plan = new LampPlan(
            new SignalPatterns(
                    Map.of(
                            Verdict.EXPECTED, LightPattern.parse("green 2s"),
                            Verdict.REFUSED, LightPattern.parse("red hold"),
                            Verdict.WRONG_DOOR, LightPattern.parse("red 1s, off 1s x 5"),
                            Verdict.NOT_EXPECTED, LightPattern.parse("red+buzzer 2s, red 1s x 3 then red hold")),
                    Map.of(
                            AgentSign.NO_MANIFEST, LightPattern.parse("amber 1s, off 1s hold"),
                            AgentSign.JOURNAL_SHORT, LightPattern.parse("white 1s, off 1s hold"))),
            () -> attended);

    @Test
    void anExpectedParcelIsGreenOnceAndThenDark() {
        plan.show(Verdict.EXPECTED, at(0));
        assertThat(plan.lampsAt(at(1_999))).containsExactly(GREEN);
        assertThat(plan.nextChange(at(1_999))).isEqualTo(at(2_000));
        assertThat(plan.lampsAt(at(2_000))).isEmpty();
        assertThat(plan.nextChange(at(2_000))).isEqualTo(LampPlan.NEVER);
    }

    @Test
    void theNextParcelStartsTheLightAnew() {
        plan.show(Verdict.EXPECTED, at(0));
        plan.show(Verdict.EXPECTED, at(1_500));
        assertThat(plan.lampsAt(at(3_499))).containsExactly(GREEN);
        assertThat(plan.lampsAt(at(3_500))).isEmpty();
    }

    @Test
    void goodParcelsBehindARefusedOneDoNotMakeTheLightGreen() {
        plan.show(Verdict.REFUSED, at(0));
        plan.show(Verdict.EXPECTED, at(100));
        assertThat(plan.lampsAt(at(200))).containsExactly(RED);
        plan.acknowledge();
        assertThat(plan.lampsAt(at(300))).isEmpty();
        plan.show(Verdict.EXPECTED, at(400));
        assertThat(plan.lampsAt(at(400))).containsExactly(GREEN);
    }

    /** However short a stop is set to be, it is seen for as long as it was set. */
    @Test
    void aStopThatEndsByItselfIsSeenToItsEnd() {
        plan.show(Verdict.WRONG_DOOR, at(0));
        plan.show(Verdict.EXPECTED, at(100));
        assertThat(plan.lampsAt(at(8_500))).containsExactly(RED);
        plan.show(Verdict.EXPECTED, at(10_000));
        assertThat(plan.lampsAt(at(10_000))).containsExactly(GREEN);
    }

    @Test
    void anAcknowledgementEndsOnlyWhatWaitsForIt() {
        plan.show(Verdict.EXPECTED, at(0));
        plan.acknowledge();
        assertThat(plan.lampsAt(at(10))).containsExactly(GREEN);
    }

    @Test
    void aTagThatIsNoParcelChangesNothing() {
        plan.show(Verdict.EXPECTED, at(0));
        plan.show(Verdict.UNKNOWN_TAG, at(100));
        assertThat(plan.lampsAt(at(200))).containsExactly(GREEN);
    }

    @Test
    void theStateOfTheAgentBlinksBetweenVerdicts() {
        plan.signs(Set.of(AgentSign.NO_MANIFEST), at(0));
        assertThat(plan.lampsAt(at(500))).containsExactly(AMBER);
        plan.show(Verdict.EXPECTED, at(600));
        assertThat(plan.lampsAt(at(1_200))).containsExactly(GREEN);
        assertThat(plan.lampsAt(at(2_600))).containsExactly(AMBER);
        assertThat(plan.lampsAt(at(3_200))).isEmpty();
        assertThat(plan.nextChange(at(3_200))).isEqualTo(at(4_000));
        plan.signs(Set.of(), at(3_300));
        assertThat(plan.nextChange(at(3_300))).isEqualTo(LampPlan.NEVER);
    }

    @Test
    void theMostUrgentOfSeveralStatesIsShown() {
        plan.signs(Set.of(AgentSign.JOURNAL_SHORT, AgentSign.NO_MANIFEST), at(0));
        assertThat(plan.lampsAt(at(0))).containsExactly(AMBER);
        plan.signs(Set.of(AgentSign.JOURNAL_SHORT), at(100));
        assertThat(plan.lampsAt(at(100))).containsExactly(Lamp.WHITE);
    }

    @Test
    void toldTheSameStateAgainTheLightBlinksOn() {
        for (int ms = 0; ms < 1_500; ms += 100) {
            plan.signs(Set.of(AgentSign.NO_MANIFEST), at(ms));
        }
        assertThat(plan.lampsAt(at(1_500))).isEmpty();
    }

    /** The light would stay red until the agent is started again, and tell nobody anything. */
    @Test
    void whereNobodyCanAcknowledgeAHoldEndsByItself() {
        attended = false;
        plan.show(Verdict.REFUSED, at(0));
        assertThat(plan.lampsAt(at(29_999))).containsExactly(RED);
        assertThat(plan.nextChange(at(29_999))).isEqualTo(at(30_000));
        assertThat(plan.lampsAt(at(30_000))).isEmpty();
        assertThat(plan.nextChange(at(30_000))).isEqualTo(LampPlan.NEVER);
    }

    @Test
    void whereNobodyCanAcknowledgeAnExpectedParcelEndsAHoldThatWasSeen() {
        attended = false;
        plan.show(Verdict.NOT_EXPECTED, at(0));
        plan.show(Verdict.EXPECTED, at(8_900));
        assertThat(plan.lampsAt(at(8_950))).as("first all of it is shown").contains(RED);
        plan.show(Verdict.ALREADY_PASSED, at(12_000));
        assertThat(plan.lampsAt(at(12_000))).containsExactly(RED);
        plan.show(Verdict.EXPECTED, at(20_000));
        assertThat(plan.lampsAt(at(20_000))).containsExactly(GREEN);
    }

    /** What stands with the agent goes on for as long as it stands, whoever looks. */
    @Test
    void whereNobodyCanAcknowledgeAStateOfTheAgentIsShownOnAndOn() {
        attended = false;
        plan.signs(Set.of(AgentSign.NO_MANIFEST), at(0));
        assertThat(plan.lampsAt(at(600_500))).containsExactly(AMBER);
    }

    private static long at(long ms) {
        return START + Duration.ofMillis(ms).toNanos();
    }
}
