package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.health.Problem;
import io.tagline.edge.journal.JournalState;
import io.tagline.edge.journal.JournalStatus;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.WallMapping;
import io.tagline.edge.uplink.UplinkState;
import io.tagline.edge.uplink.UplinkStatus;
import io.tagline.llrp.link.LinkState;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthChecksTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final AtomicLong tick = new AtomicLong();
    private ClockQuality quality = ClockQuality.SYNCED;
    private UplinkState uplink = UplinkState.UNREACHABLE;
    private Optional<Instant> oldest = Optional.of(START);

    private void elapse(Duration time) {
        tick.addAndGet(time.toNanos());
    }

    private WallMapping clock() {
        return new WallMapping(tick.get(), START.plusNanos(tick.get()), new ClockDiscipline.Reading(quality, 0));
    }

    @Test
    void everyStateThatKeepsScansFromTheHubHasANameInTheRunbook() {
        assertThat(UplinkState.values())
                .filteredOn(state -> HealthChecks.named(state).isEmpty())
                .containsExactly(
                        UplinkState.IDLE,
                        UplinkState.CONNECTING,
                        UplinkState.ONLINE,
                        UplinkState.DRAINING,
                        UplinkState.CLOSED);
        assertThat(JournalState.values())
                .filteredOn(state -> HealthChecks.named(state).isEmpty())
                .containsExactly(JournalState.WRITING, JournalState.CLOSED);
        // these pass, or are what the agent was told; a reader that fails keeps its reason meanwhile
        Set<LinkState> inOrder = Set.of(
                LinkState.DIALLING, LinkState.GREETING, LinkState.CONFIGURING, LinkState.READING, LinkState.STOPPED);
        for (LinkState state : LinkState.values()) {
            assertThat(KnownProblem.ofCode("reader-" + state.code()).isEmpty())
                    .as(state.code())
                    .isEqualTo(inOrder.contains(state));
        }
    }

    @Test
    void scansThatWaitAreAProblemOnlyOnLineAndForFiveMinutes() {
        Supplier<Optional<Problem>> check = SlowChecks.backlogOld(
                () -> new UplinkStatus(uplink, "", 0), () -> journal(oldest), this::clock, tick::get);
        elapse(Duration.ofHours(3));
        assertThat(check.get()).isEmpty();
        uplink = UplinkState.ONLINE;
        assertThat(check.get()).isEmpty();
        elapse(Duration.ofMinutes(6));
        assertThat(check.get())
                .contains(new Problem("backlog-old", "7 scans wait, the oldest of 2026-03-01T08:00:00Z"));
        oldest = Optional.empty();
        assertThat(check.get()).isEmpty();
    }

    @Test
    void aReadersClockIsOffOnlyIfThatIsCertain() {
        List<Health.ReaderHealth> readers = List.of(
                clockOf("ahead", 31_000, 900),
                clockOf("maybe", 31_000, 1_100),
                clockOf("behind", -3_600_000, 5),
                new Health.ReaderHealth("uptime", "reading", "", START, 1, Optional.empty()));
        Supplier<List<Problem>> check = SlowChecks.readerClocks(() -> readers, this::clock, Duration.ofSeconds(30));
        assertThat(check.get())
                .containsExactly(
                        new Problem(
                                "reader-clock-off",
                                "ahead",
                                "ahead: its clock is 31000 ms ahead of the gateway's, give or take 900 ms"),
                        new Problem(
                                "reader-clock-off",
                                "behind",
                                "behind: its clock is 3600000 ms behind the gateway's, give or take 5 ms"));
        quality = ClockQuality.FREE;
        assertThat(check.get()).isEmpty();
    }

    private static Health.ReaderHealth clockOf(String id, long aheadMs, int errorMs) {
        return new Health.ReaderHealth(
                id, "reading", "", START, 1, Optional.empty(), Optional.of(new Health.ReaderClock(aheadMs, errorMs)));
    }

    @Test
    void whatWasRefusedIsAProblemForTenMinutesAfterTheLast() {
        AtomicLong total = new AtomicLong();
        Supplier<Optional<Problem>> check =
                SlowChecks.counted(KnownProblem.READS_REFUSED, total::get, "reads refused", tick::get);
        assertThat(check.get()).isEmpty();
        total.set(3);
        assertThat(check.get()).contains(new Problem("reads-refused", "3 reads refused"));
        elapse(Duration.ofMinutes(11));
        assertThat(check.get()).isEmpty();
    }

    @Test
    void aDiskWithLittleLeftIsAProblemInTime() {
        long gib = 1L << 30;
        assertThat(SlowChecks.diskLow(() -> new Health.DiskHealth(gib, 31 * gib))
                        .get())
                .isEmpty();
        assertThat(SlowChecks.diskLow(() -> new Health.DiskHealth(gib / 8, 31 * gib))
                        .get())
                .contains(
                        new Problem("disk-low", "134217728 of 33285996544 bytes are free on the disk of the journal"));
        // a small disk is small, not short
        assertThat(SlowChecks.diskLow(() -> new Health.DiskHealth(gib / 8, gib)).get())
                .isEmpty();
    }

    @Test
    void aReserveThatCannotBeMadeIsAProblem(@TempDir Path folder) throws Exception {
        File reserve = folder.resolve("journal.reserve").toFile();
        Supplier<Optional<Problem>> check = SlowChecks.reserveMissing(reserve, tick::get);
        assertThat(check.get()).isEmpty();
        elapse(Duration.ofMinutes(1));
        assertThat(check.get()).map(Problem::name).contains("reserve-missing");
        Files.createFile(reserve.toPath());
        assertThat(check.get()).isEmpty();
    }

    private static JournalStatus journal(Optional<Instant> oldest) {
        return new JournalStatus(new UUID(1, 2), JournalState.WRITING, 1, 9, List.of(), 7, oldest, 100, 200);
    }
}
