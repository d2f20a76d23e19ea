package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Expected;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps notices from being made, and that somebody is told of it. */
final class NoticeLagTest {
    @TempDir
    Path folder;

    private NoticeBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new NoticeBench(TestDatabase.SQLITE, folder);
        bench.open(1, QuietHours.NONE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private NoticeMaker maker(QuietHours quiet, int mostDue) {
        NoticeRules rules = new NoticeRules(
                Milestone.USUAL,
                Map.of(),
                Locale.ENGLISH,
                NoticeBench.ZONE,
                quiet,
                Optional.empty(),
                Expected.FALSE_DEPARTURE);
        return new NoticeMaker(
                bench.hub.store.transactions(), rules, Set.of(Channel.EMAIL, Channel.WEBHOOK), mostDue, bench.hub::now);
    }

    private static void make(NoticeMaker maker) {
        while (maker.look().happenings() > 0) {
            // the next 500
        }
    }

    @Test
    void whatWaitsForTheMorningHoldsNobodyUp() throws Exception {
        LocalTime local = bench.hub.now().atZone(NoticeBench.ZONE).toLocalTime();
        NoticeMaker maker = maker(new QuietHours(local.minusHours(6), local.plusHours(5)), 1);
        String one = bench.order("C-1", "eve@example.org");
        bench.report(one, EventKind.DELIVERED, Duration.ZERO);
        make(maker);
        bench.hub.pass(Duration.ofHours(1));
        String two = bench.order("C-2", "mia@example.org");
        bench.report(two, EventKind.DELIVERED, Duration.ZERO);
        make(maker);
        assertThat(bench.kept(two))
                .as("one waits for the morning, none could go")
                .hasSize(1);

        bench.hub.pass(Duration.ofHours(5));
        String three = bench.order("C-3", "zoe@example.org");
        bench.report(three, EventKind.DELIVERED, Duration.ZERO);
        make(maker);
        assertThat(bench.kept(three)).as("two could go and do not").isEmpty();
    }

    @Test
    void makingThatStandsStillIsTold() throws Exception {
        NoticeLag lag = new NoticeLag(bench.hub.store.transactions(), bench.hub::now);
        bench.make();
        String number = bench.order("C-1", "eve@example.org");
        bench.report(number, EventKind.ACCEPTED, Duration.ZERO);
        assertThat(lag.trouble()).isEmpty();

        bench.hub.pass(NoticeLag.BEHIND.plusSeconds(1));
        assertThat(lag.trouble().orElseThrow()).contains("happenings wait", "since 2026-11-22T08:00:00Z");
        bench.make();
        assertThat(lag.trouble()).isEmpty();
    }

    @Test
    void whatWasNeverMadeIsToldForADay() {
        NoticeLag lag = new NoticeLag(bench.hub.store.transactions(), bench.hub::now);
        bench.make();
        assertThat(lag.trouble()).isEmpty();
        int unused = bench.hub
                .store
                .transactions()
                .write(tx -> tx.execute("UPDATE happening_consumers SET missed = 5 WHERE name = 'notify'"));
        assertThat(lag.missed()).isEqualTo(5);
        assertThat(lag.trouble().orElseThrow()).startsWith("5 happenings went before");
        bench.hub.pass(NoticeLag.MISSED_FOR.minusSeconds(1));
        assertThat(lag.trouble()).isPresent();
        bench.hub.pass(Duration.ofSeconds(2));
        assertThat(lag.trouble()).isEmpty();
    }
}
