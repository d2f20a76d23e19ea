package io.tagline.edge.signal;

import static io.tagline.edge.signal.Lamp.AMBER;
import static io.tagline.edge.signal.Lamp.BUZZER;
import static io.tagline.edge.signal.Lamp.GREEN;
import static io.tagline.edge.signal.Lamp.RED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.edge.manifest.Verdict;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LightPatternTest {

    @Test
    void aLampIsOnForItsTimeAndThenThePatternIsOver() {
        LightPattern once = LightPattern.parse("green 2s");
        assertThat(lit(once, 0)).containsExactly(GREEN);
        assertThat(lit(once, 1_999)).containsExactly(GREEN);
        assertThat(once.at(millis(2_000))).isEmpty();
        assertThat(once.isEndless()).isFalse();
    }

    @Test
    void aWarningSoundsThreeTimesAndStaysRed() {
        LightPattern stop = LightPattern.parse("red+buzzer 300ms, red 200ms x 3 then red hold");
        for (int round = 0; round < 3; round++) {
            assertThat(lit(stop, round * 500L)).containsExactlyInAnyOrder(RED, BUZZER);
            assertThat(lit(stop, round * 500L + 299)).containsExactlyInAnyOrder(RED, BUZZER);
            assertThat(lit(stop, round * 500L + 300)).containsExactly(RED);
        }
        assertThat(lit(stop, 1_500)).containsExactly(RED);
        assertThat(lit(stop, Duration.ofDays(200).toMillis())).containsExactly(RED);
        assertThat(stop.isEndless()).isTrue();
    }

    @Test
    void aBlinkingLightSaysWhenItChangesNext() {
        LightPattern blink = LightPattern.parse("amber 500ms, off 1500ms hold");
        assertThat(blink.at(millis(7_000)))
                .hasValueSatisfying(frame -> assertThat(frame.untilNanos()).isEqualTo(millis(8_000)));
        assertThat(lit(blink, 6_499)).containsExactly(AMBER);
        assertThat(lit(blink, 6_500)).isEmpty();
    }

    @Test
    void everyStandardPatternIsReadAsItIsWritten() {
        for (Verdict verdict : Verdict.values()) {
            LightPattern pattern = SignalPatterns.standard(verdict);
            assertThat(LightPattern.parse(pattern.toString())).isEqualTo(pattern);
        }
        for (AgentSign sign : AgentSign.values()) {
            LightPattern pattern = SignalPatterns.standard(sign);
            assertThat(LightPattern.parse(pattern.toString())).isEqualTo(pattern);
        }
        assertThat(LightPattern.parse(" off ")).isEqualTo(LightPattern.OFF);
    }

    /** Nobody should be able to pass with a parcel that must not, and see nothing or something that goes away by itself. */
    @Test
    void everyStopIsRedWithBuzzerUntilSomebodyAcknowledges() {
        for (Verdict verdict : Verdict.values()) {
            LightPattern pattern = SignalPatterns.standard(verdict);
            assertThat(pattern.isEndless()).as(verdict.code()).isEqualTo(verdict.isStop());
            assertThat(pattern.lamps().contains(BUZZER)).as(verdict.code()).isEqualTo(verdict.isStop());
            assertThat(pattern.lamps().contains(GREEN)).as(verdict.code()).isEqualTo(verdict == Verdict.EXPECTED);
        }
    }

    @Test
    void whatIsNoPatternIsRefusedWithTheReason() {
        refused("purple 2s", "\"purple\" is no lamp; expected red, amber, green, blue, white, buzzer or off");
        refused("green", "\"green\" is no step; expected lamps and a time, as in red+buzzer 300ms");
        refused("green 2", "\"green 2\" is no step; expected lamps and a time, as in red+buzzer 300ms");
        refused("green 10ms", "10ms for a step; expected 50ms to 600s");
        refused("green 2s x 0", "\"green 2s x 0\": 0 times; expected 1 to 1000");
        refused("red hold then green 2s", "\"red hold\" never ends; expected it last");
        refused("", "\"\" is no step; expected lamps and a time, as in red+buzzer 300ms");
        refused("red 1s," + " red 1s,".repeat(40) + " red 1s", "a pattern has at most 32 steps");
    }

    private static void refused(String text, String reason) {
        assertThatThrownBy(() -> LightPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    private static Set<Lamp> lit(LightPattern pattern, long elapsedMs) {
        return pattern.at(millis(elapsedMs)).orElseThrow().lamps();
    }

    private static long millis(long ms) {
        return Duration.ofMillis(ms).toNanos();
    }
}
