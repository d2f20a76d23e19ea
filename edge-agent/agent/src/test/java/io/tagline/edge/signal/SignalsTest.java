package io.tagline.edge.signal;

import static io.tagline.edge.signal.Lamp.AMBER;
import static io.tagline.edge.signal.Lamp.BUZZER;
import static io.tagline.edge.signal.Lamp.GREEN;
import static io.tagline.edge.signal.Lamp.RED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.health.Problem;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.time.Ticker;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SignalsTest {

    private static final PortalId DOOR_1 = new PortalId("door-1");
    private static final PortalId DOOR_2 = new PortalId("door-2");

    private final FakeLight one = new FakeLight();
    private final FakeLight two = new FakeLight();
    private final AtomicLong skipped = new AtomicLong();
    private final Ticker ticker = () -> System.nanoTime() + skipped.get();

    @Test
    void eachDoorShowsItsOwnVerdictAndIsDarkAfterwards() {
        try (Signals signals = open()) {
            signals.show(judged(DOOR_1, Verdict.EXPECTED));
            signals.show(judged(DOOR_2, Verdict.REFUSED));
            await().until(() -> one.now().equals(Set.of(GREEN)));
            await().until(() -> two.now().equals(Set.of(RED, BUZZER)));
            await().until(() -> one.now().isEmpty() && two.now().equals(Set.of(RED)));
            signals.acknowledge(DOOR_2);
            await().until(() -> two.now().isEmpty());
        }
    }

    @Test
    void aLightIsDarkFromItsStartAndWhenTheAgentEnds() {
        Signals signals = open();
        await().until(() -> one.seen.equals(List.of(Set.of())));
        signals.show(judged(DOOR_1, Verdict.REFUSED));
        await().until(() -> !one.dark);
        signals.close();
        assertThat(one.dark).isTrue();
        assertThat(signals.problems()).isEmpty();
    }

    @Test
    void theStateOfTheAgentIsShownAtTheDoor() {
        try (Signals signals = open()) {
            signals.state(DOOR_1, Set.of(AgentSign.NO_MANIFEST));
            await().until(() -> one.now().equals(Set.of(AMBER)));
            await().until(() -> one.now().isEmpty());
            await().until(() -> one.now().equals(Set.of(AMBER)));
            assertThat(two.now()).isEmpty();
        }
    }

    @Test
    void aPortalWithoutALightIsNoProblem() {
        try (Signals signals = open()) {
            signals.show(judged(new PortalId("door-9"), Verdict.REFUSED));
            assertThat(signals.problems()).isEmpty();
        }
    }

    @Test
    void aLightThatFailsIsNamedTriedAgainAndThenShowsWhatHoldsByThen() {
        one.broken = true;
        try (Signals signals = open()) {
            signals.show(judged(DOOR_1, Verdict.EXPECTED));
            await().until(() -> one.opened.get() >= 3);
            assertThat(signals.problems())
                    .containsExactly(new Problem(
                            "light-failing",
                            "door-1",
                            "light of door-1 (agent.yaml:31, gpio): lamps.red: GPIO 17 is in use"));
            signals.show(judged(DOOR_2, Verdict.EXPECTED));
            await().until(() -> two.now().equals(Set.of(GREEN)));
            signals.show(judged(DOOR_1, Verdict.REFUSED));
            one.broken = false;
            await().until(() -> one.now().contains(RED));
            assertThat(signals.problems()).isEmpty();
            assertThat(one.seen).doesNotContain(Set.of(GREEN));
        }
    }

    @Test
    void aLightThatFailsInUseIsOpenedAnew() {
        try (Signals signals = open()) {
            await().until(() -> one.opened.get() == 1);
            one.broken = true;
            signals.show(judged(DOOR_1, Verdict.REFUSED));
            await().until(() -> signals.problems().size() == 1);
            one.broken = false;
            await().until(() -> one.now().contains(RED));
            assertThat(one.opened.get()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aLightThatFailsForLongIsTriedEveryTenSecondsAtMost() {
        one.broken = true;
        try (Signals signals = open()) {
            // each skip is longer than the longest pause, so each change that is told leads to one try
            for (int tries = 1; tries <= 8; tries++) {
                int most = tries;
                await().until(() -> one.opened.get() >= most);
                skipped.addAndGet(StackLight.LONGEST_PAUSE.toNanos());
                signals.show(judged(DOOR_1, Verdict.REFUSED));
            }
            await().until(() -> one.opened.get() >= 9);
            int before = one.opened.get();
            for (int i = 0; i < 100; i++) {
                signals.show(judged(DOOR_1, Verdict.REFUSED));
            }
            assertThat(one.opened.get()).isEqualTo(before);
        }
    }

    @Test
    void aLightThatHangsIsNamedAndDelaysNobody() {
        one.hang = new CountDownLatch(1);
        try (Signals signals = open()) {
            long before = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                signals.show(judged(DOOR_1, Verdict.EXPECTED));
            }
            signals.show(judged(DOOR_2, Verdict.EXPECTED));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
            await().until(() -> two.now().equals(Set.of(GREEN)));
            await().until(() -> one.opened.get() == 1);
            skipped.addAndGet(Duration.ofSeconds(7).toNanos());
            assertThat(signals.problems()).singleElement().satisfies(problem -> assertThat(problem.detail())
                    .startsWith("light of door-1 (agent.yaml:31, gpio): no answer for"));
            one.hang.countDown();
            await().until(() -> signals.problems().isEmpty());
        }
    }

    @Test
    void aLightThatHangsForEverDoesNotKeepTheAgentFromEnding() {
        one.hang = new CountDownLatch(1);
        Signals signals = open();
        await().until(() -> one.opened.get() == 1);
        long before = System.nanoTime();
        signals.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    /** The engine's part of the 50 ms from the read that decides to the light. */
    @Test
    void aLampIsOnSoonAfterTheVerdict() {
        int rounds = 1_000;
        long[] nanos = new long[rounds];
        AtomicLong onAt = new AtomicLong();
        SignalSettings light = new SignalSettings(
                "",
                DOOR_1,
                SignalSettings.Backend.CONSOLE,
                Optional.empty(),
                Map.of(),
                true,
                new SignalPatterns(Map.of(Verdict.REFUSED, LightPattern.parse("red hold")), Map.of()));
        try (Signals signals = Signals.open(List.of(light), each -> new StopWatch(onAt), Ticker.system(), () -> true)) {
            for (int i = 0; i < rounds; i++) {
                long shownAt = System.nanoTime();
                signals.show(judged(DOOR_1, Verdict.REFUSED));
                while (onAt.get() == 0) {
                    Thread.onSpinWait();
                }
                nanos[i] = onAt.get() - shownAt;
                signals.acknowledge(DOOR_1);
                while (onAt.get() != 0) {
                    Thread.onSpinWait();
                }
            }
        }
        Arrays.sort(nanos);
        long p99 = nanos[rounds * 99 / 100];
        System.out.printf("verdict to lamp: p50 %d us, p99 %d us%n", nanos[rounds / 2] / 1_000, p99 / 1_000);
        assertThat(Duration.ofNanos(p99)).isLessThanOrEqualTo(Duration.ofMillis(50));
    }

    /** Notes when it lights; 0 while it is dark. */
    private record StopWatch(AtomicLong onAt) implements SignalBackend {
        @Override
        public String name() {
            return "stop watch";
        }

        @Override
        public void set(Set<Lamp> on) {
            onAt.set(on.isEmpty() ? 0 : System.nanoTime());
        }

        @Override
        public void close() {
            onAt.set(0);
        }
    }

    private Signals open() {
        return Signals.open(
                List.of(FakeLight.at("door-1"), FakeLight.at("door-2")),
                light -> (light.portal().equals(DOOR_1) ? one : two).open(light),
                ticker,
                () -> true);
    }

    private static Judgement judged(PortalId portal, Verdict verdict) {
        return new Judgement(
                portal, Epc.parse("3074257bf7194e4000001a85"), Direction.OUT, verdict, Optional.empty(), "", 0);
    }
}
