package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScenarioScriptTest {
    private static final String PARCEL = "3114f4e4e43b9aca01000000";

    @Test
    void scriptSaysWhatGoesOnAroundAReader() throws Exception {
        Scenario scenario = ScenarioScript.parse(
                "depot",
                """
                # a comment
                seed 7
                rate 300
                every 1m
                door door-1 inside 1,5 outside 2   # and another one
                door door-2 inside 3 outside 4
                at 2.5s epc 3114F4E4E43B9ACA01000000 walk door-1 out over 3s
                at 4s   epc %1$s turn door-2 outside over 5s
                at 0s   epc %1$s park door-1 inside for 60s
                at 0s   epc %1$s stray door-1 outside for 250ms
                at 5s   gpi 1 high
                at 6s   antenna 3 off
                at 7s   buffer 85
                at 8s   overflow
                at 9s   fault 2
                """
                        .formatted(PARCEL));

        assertThat(scenario.seed()).isEqualTo(7);
        assertThat(scenario.readsPerSecond()).isEqualTo(300);
        assertThat(scenario.every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(scenario.doors().get(0).inside()).containsExactly(1, 5);
        assertThat(scenario.walks())
                .containsExactly(
                        walk(Movement.OUT, "door-1", 2_500, 3_000),
                        walk(Movement.TURN_BACK_OUTSIDE, "door-2", 4_000, 5_000),
                        walk(Movement.PARKED_INSIDE, "door-1", 0, 60_000),
                        walk(Movement.STRAY_OUTSIDE, "door-1", 0, 250));
        assertThat(scenario.happenings())
                .containsExactly(
                        new Happening(Duration.ofSeconds(5), Happening.What.GPI, 1, true),
                        new Happening(Duration.ofSeconds(6), Happening.What.ANTENNA, 3, false),
                        new Happening(Duration.ofSeconds(7), Happening.What.BUFFER, 85, true),
                        new Happening(Duration.ofSeconds(8), Happening.What.OVERFLOW, 0, true),
                        new Happening(Duration.ofSeconds(9), Happening.What.FAULT, 2, true));
    }

    @Test
    void parcelGoesThroughOneDoorAfterTheOther() throws Exception {
        Scenario scenario = ScenarioScript.parse(
                "depot",
                """
                door door-1 inside 1 outside 2
                door door-2 inside 3 outside 4
                at 1s epc %s go door-1 in, wait 5s, door-2 out over 3s
                """
                        .formatted(PARCEL));
        assertThat(scenario.walks())
                .containsExactly(
                        walk(Movement.IN, "door-1", 1_000, 4_000), walk(Movement.OUT, "door-2", 10_000, 3_000));
    }

    @Test
    void bystandersStandAround() throws Exception {
        Scenario scenario =
                ScenarioScript.parse("depot", "door door-1 inside 1 outside 2\naround door-1 parked 8 strays 4");
        assertThat(scenario.walks()).hasSize(12);
        assertThat(scenario.walks()).extracting(ParcelWalk::epcHex).allMatch(epc -> epc.startsWith("3014f4e4e"));
    }

    @Test
    void allProblemsAreToldAtOnceWithTheirLines() {
        assertThatThrownBy(
                        () -> ScenarioScript.parse(
                                "depot.script",
                                """
                        door door-1 inside 1 outside 2
                        dor door-2 inside 3 outside 4
                        at 5 gpi 1 high
                        at 5s epc 31 walk door-1 out
                        at 5s epc 3114 walk door-7 out
                        at 5s epc 3114 walk door-1 sideways
                        at 5s epc 3114 walk door-1 out quickly
                        at 5s epc 3114 walk door-1
                        rate 0
                        """))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "depot.script:2: \"dor\"; expected seed, rate, every, door, around or at",
                        "depot.script:3: \"5\"; expected a duration such as 250ms, 2.5s or 3m",
                        "depot.script:4: EPC is \"31\"; expected hex digits in words of 4, from 1 to 31 words",
                        "depot.script:5: door \"door-7\" is unknown; lines above name [door-1]",
                        "depot.script:6: \"sideways\"; expected in or out",
                        "depot.script:7: \"quickly\"; expected the end of the line",
                        "depot.script:8: the line ends; expected in or out",
                        "depot.script:9: 0; expected reads a second from 1 to 100000"));
        assertThatThrownBy(() -> ScenarioScript.parse("empty", "")).hasMessageStartingWith("empty: there is no door");
    }

    @Test
    void sampleDepotCanBePlayed() throws Exception {
        Scenario sample = Simulator.sampleDepot();
        assertThat(sample.doors()).hasSize(2);
        assertThat(sample.every()).isPositive();
        for (ParcelWalk walk : sample.walks()) {
            if (walk.movement().isWalk()) {
                assertThat(walk.start().plus(walk.duration()))
                        .as("end of %s", walk)
                        .isLessThan(sample.every());
            }
        }
    }

    private static ParcelWalk walk(Movement movement, String door, int startMs, int durationMs) {
        return new ParcelWalk(PARCEL, door, movement, Duration.ofMillis(startMs), Duration.ofMillis(durationMs));
    }
}
