package io.tagline.edge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.wire.Health;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AgentHealthTest {
    private final TestHealth test = new TestHealth();

    @Test
    void readerIsShownWithItsStateSinceItBeganAndItsNewestRead() {
        ReaderReport dock = test.health.reader("dock-a");
        test.elapse(10);
        dock.state("reading", "", true);
        test.elapse(5);
        dock.state("reading", "2 antennas", true);
        dock.reads(3, test.tick() - 1_000_000_000L);

        Health.ReaderHealth shown = test.health.snapshot().readers().get(0);

        assertThat(shown)
                .isEqualTo(new Health.ReaderHealth(
                        "dock-a",
                        "reading",
                        "2 antennas",
                        TestHealth.START.plusSeconds(10),
                        3,
                        Optional.of(TestHealth.START.plusSeconds(14))));
        assertThat(test.health.reader("dock-a")).isSameAs(dock);
        assertThat(test.health.problems()).isEmpty();
    }

    @Test
    void snapshotCarriesUptimeCountersAndPortals() {
        test.counters.counter("tagline_test_total", "Tests.").add(2);
        test.health.portal("door-1").scan(test.tick());
        test.elapse(61);

        Health snapshot = test.health.snapshot();

        assertThat(snapshot.uptimeSeconds()).isEqualTo(61);
        assertThat(snapshot.version()).isEqualTo("1.2.3");
        assertThat(snapshot.counters()).containsEntry("tagline_test_total", 2L);
        assertThat(snapshot.portals())
                .containsExactly(new Health.PortalHealth("door-1", 1, Optional.of(TestHealth.START)));
        assertThat(snapshot.disk().totalBytes()).isPositive();
    }

    @Test
    void everythingThatIsWrongHasAName() {
        Pulse journal = test.pulses.add("journal");
        test.pulses.add("portals");
        test.health.reader("dock-a").state("in-use", "10.0.0.7 holds the reader", false);
        test.health.check(() -> Optional.of(new Problem("journal-full", "no receipt for 3 days")));
        test.elapse(11);
        journal.beat();

        assertThat(test.health.problems())
                .containsExactly(
                        new Problem("loop-stalled", "portals", "has not come round for 10 s"),
                        new Problem("reader-in-use", "dock-a", "10.0.0.7 holds the reader"),
                        new Problem("journal-full", "no receipt for 3 days"));
    }

    @Test
    void aProblemStandsSinceItBeganHoweverItsDetailChangesAndBeginsAnewOnceItWasOver() {
        AtomicReference<String> detail = new AtomicReference<>("4 scans wait");
        test.health.check(() -> Optional.ofNullable(detail.get()).map(text -> new Problem("journal-full", text)));
        test.elapse(10);
        assertThat(test.health.snapshot().problems())
                .containsExactly(new Health.Problem("journal-full", "4 scans wait", TestHealth.START.plusSeconds(10)));
        detail.set("5 scans wait");
        test.elapse(10);
        assertThat(test.health.snapshot().problems())
                .containsExactly(new Health.Problem("journal-full", "5 scans wait", TestHealth.START.plusSeconds(10)));
        detail.set(null);
        test.elapse(10);
        assertThat(test.health.snapshot().problems()).isEmpty();
        detail.set("6 scans wait");
        test.elapse(10);
        assertThat(test.health.snapshot().problems())
                .containsExactly(new Health.Problem("journal-full", "6 scans wait", TestHealth.START.plusSeconds(40)));
    }

    @Test
    void theSameProblemOfTwoReadersIsTwoAndMoreThanAMessageHoldsAreCut() {
        for (int i = 0; i < 60; i++) {
            test.health.reader("dock-" + i).state("lost", "no route", false);
        }
        assertThat(test.health.snapshot().problems())
                .hasSize(Health.MOST_PROBLEMS)
                .contains(new Health.Problem("reader-lost", "dock-0: no route", TestHealth.START))
                .allSatisfy(problem -> assertThat(problem.name()).isEqualTo("reader-lost"));
    }

    @Test
    void counterWithoutTheHousePrefixIsRefused() {
        assertThatThrownBy(() -> test.counters.counter("scans", "Scans."))
                .hasMessage("counter \"scans\": expected tagline_..._total");
    }
}
