package io.tagline.edge.journal;

import static io.tagline.edge.journal.TestJournal.committed;
import static io.tagline.edge.journal.TestJournal.epc;
import static io.tagline.edge.journal.TestJournal.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.health.Counters;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.WallMapping;
import io.tagline.wire.Health;
import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path dir;

    @Test
    void scansAreNumberedFromOneAndReadBackAsTheyWere() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            List<Scan> heard = new ArrayList<>();
            journal.addListener(heard::addAll);
            append(journal, 1, 120);

            List<Scan> pending = journal.pending(SeqSet.EMPTY, 200);

            assertThat(pending)
                    .isEqualTo(heard.stream().map(JournalTest::inMillis).toList());
            assertThat(pending).extracting(Scan::seq).containsExactlyElementsOf(numbers(1, 120));
            assertThat(pending).allSatisfy(scan -> assertThat(scan.epc()).isEqualTo(epc(scan.seq())));
        }
    }

    /** One fsync each would wear an SD card out: a thousand scans at once are twenty groups and a few that were not full. */
    @Test
    void thousandScansAtOnceAreCommittedInGroups() throws Exception {
        var counters = new Counters();
        var settings = new JournalSettings(dir, JournalSettings.LEAST_BYTES, JournalSettings.KEEP_RECEIPTED);
        try (Journal journal = TestJournal.open(settings, counters)) {
            append(journal, 1, 1_000);
        }
        assertThat(counters.total("tagline_journal_scans_total")).isEqualTo(1_000);
        assertThat(counters.total("tagline_journal_commits_total")).isBetween(20L, 30L);
    }

    @Test
    void loneScanIsOnDiskWithinAQuarterOfASecond() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            append(journal, 1, 1);
            long[] nanos = new long[9];
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                append(journal, i + 2, i + 2);
                nanos[i] = System.nanoTime() - start;
            }
            // the median: one of them may meet a busy disk
            Arrays.sort(nanos);
            assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(250));
        }
    }

    @Test
    void receiptFreesTheRangesThatItNamesAndNoOthers() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            append(journal, 1, 30);

            journal.receipt(new Receipt(journal.id(), List.of(new SeqRange(4, 10), new SeqRange(21, 21)), List.of()));

            assertThat(journal.pending(SeqSet.EMPTY, 100))
                    .extracting(Scan::seq)
                    .containsExactly(
                            1L, 2L, 3L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L, 22L, 23L, 24L, 25L, 26L, 27L,
                            28L, 29L, 30L);
            assertThat(journal.pending(SeqSet.EMPTY.plus(new SeqRange(1, 19)), 2))
                    .extracting(Scan::seq)
                    .containsExactly(20L, 22L);
            assertThat(journal.pendingCount()).isEqualTo(22);
        }
    }

    @Test
    void receiptOfAnotherJournalFreesNothing() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            append(journal, 1, 3);

            boolean taken = journal.receipt(new Receipt(UUID.randomUUID(), List.of(new SeqRange(1, 3)), List.of()));

            assertThat(taken).isFalse();
            assertThat(journal.pendingCount()).isEqualTo(3);
        }
    }

    @Test
    void hubRestoredFromABackupGetsReceiptedScansAgain() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            append(journal, 1, 10);
            journal.receipt(committed(journal, 1, 10));
            assertThat(journal.pending(SeqSet.EMPTY, 100)).isEmpty();

            journal.receipt(new Receipt(journal.id(), List.of(), List.of(new SeqRange(6, 8))));

            assertThat(journal.pending(SeqSet.EMPTY, 100)).extracting(Scan::seq).containsExactly(6L, 7L, 8L);
        }
    }

    /** They are gone for good: the hub gives them up, and the agent must not look as if it owed them. */
    @Test
    void wantedScansThatWereLetGoDoNotPend() throws Exception {
        TestJournal.open(dir).close();
        try (JournalFile file = JournalFile.open(dir.resolve("journal.db"))) {
            appendTo(file, 1, 20);
            file.deleteTo(15, 100, SeqSet.EMPTY.plus(new SeqRange(1, 20)));
        }
        try (Journal journal = TestJournal.open(dir)) {
            journal.receipt(new Receipt(journal.id(), List.of(), List.of(new SeqRange(1, 17), new SeqRange(20, 20))));

            assertThat(journal.pendingCount()).isEqualTo(3);
            assertThat(journal.pending(SeqSet.EMPTY, 10)).extracting(Scan::seq).containsExactly(16L, 17L, 20L);
        }
    }

    /** Two copies one after the other, with no scan in between. */
    @Test
    void identityWithoutScansIsForgottenWhenAnotherBegins() throws Exception {
        TestJournal.open(dir).close();
        UUID last = UUID.randomUUID();
        try (JournalFile file = JournalFile.open(dir.resolve("journal.db"))) {
            file.renew(new Identities.Identity(UUID.randomUUID(), 0));
            file.renew(new Identities.Identity(last, 0));

            assertThat(JournalFile.identities(file.connection()).orElseThrow().all())
                    .containsExactly(new Identities.Identity(last, 0));
        }
    }

    /** An agent of before 0.2 left both in the file, when it had begun one after the other without a scan in between. */
    @Test
    void identityThatBeganAtTheSameNumberAsAnotherGoesOn() throws Exception {
        TestJournal.open(dir).close();
        UUID last = UUID.randomUUID();
        try (JournalFile file = JournalFile.open(dir.resolve("journal.db"));
                Statement statement = file.connection().createStatement()) {
            appendTo(file, 1, 20);
            file.renew(new Identities.Identity(UUID.randomUUID(), 20));
            statement.execute("INSERT INTO earlier (above, id) VALUES (20, '" + UUID.randomUUID() + "')");
            Identities both = JournalFile.identities(file.connection()).orElseThrow();
            appendTo(file, 21, 30);

            file.renew(new Identities.Identity(last, 30));

            assertThat(JournalFile.identities(file.connection()).orElseThrow().all())
                    .contains(both.current())
                    .hasSize(3);
            // as a salvage does, when only the mark can be read
            Path other = dir.resolve("other.db");
            JournalFile.create(other, both.with(last, 30), 0);
            try (Connection made = Sqlite.openForReading(other)) {
                assertThat(JournalFile.identities(made).orElseThrow().all())
                        .contains(both.current())
                        .hasSize(3);
            }
        }
    }

    @Test
    void identityOfWhichNoScanIsLeftIsForgotten() throws Exception {
        TestJournal.open(dir).close();
        try (JournalFile file = JournalFile.open(dir.resolve("journal.db"))) {
            UUID first = JournalFile.identities(file.connection())
                    .orElseThrow()
                    .current()
                    .id();
            appendTo(file, 1, 20);
            var now = new Identities.Identity(UUID.randomUUID(), 20);
            file.renew(now);

            file.deleteTo(19, 100, SeqSet.EMPTY.plus(new SeqRange(1, 20)));
            assertThat(JournalFile.identities(file.connection()).orElseThrow().all())
                    .containsExactly(new Identities.Identity(first, 0), now);

            file.deleteTo(20, 100, SeqSet.EMPTY.plus(new SeqRange(1, 20)));
            assertThat(JournalFile.identities(file.connection()).orElseThrow().all())
                    .containsExactly(now);
            assertThat(file.lastSeq()).isEqualTo(20);
        }
    }

    /** What health can not name no hub asks for; what waits for its receipt is sent all the same. */
    @Test
    void noMoreIdentitiesAreKeptThanHealthCanName() throws Exception {
        int identities = 20;
        TestJournal.open(dir).close();
        try (JournalFile file = JournalFile.open(dir.resolve("journal.db"))) {
            for (int i = 1; i <= identities; i++) {
                appendTo(file, 2L * i - 1, 2L * i);
                file.renew(new Identities.Identity(UUID.randomUUID(), 2L * i));
            }
        }
        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.status().earlier()).hasSize(identities);
            List<Scan> first = journal.pending(SeqSet.EMPTY, 10);
            assertThat(first).extracting(Scan::seq).containsExactly(1L, 2L);
            UUID oldest = journal.onWire(first).journal();
            for (JournalStatus.Earlier each : journal.status().earlier()) {
                if (!each.id().equals(oldest)) {
                    journal.receipt(new Receipt(each.id(), List.of(new SeqRange(1, 2)), List.of()));
                }
            }
            assertThat(journal.pendingCount()).isEqualTo(2);
            assertThat(journal.status().earlier()).hasSize(identities);

            journal.receipt(new Receipt(oldest, List.of(new SeqRange(1, 2)), List.of()));

            await().until(() -> journal.status().earlier().size() == Health.JournalHealth.MOST_EARLIER);
        }
        try (JournalFile file = JournalFile.open(dir.resolve("journal.db"))) {
            assertThat(JournalFile.identities(file.connection()).orElseThrow().all())
                    .hasSize(Health.JournalHealth.MOST_EARLIER + 1);
        }
    }

    @Test
    void identityNumbersAndReceiptsOutliveARestart() throws Exception {
        UUID id;
        try (Journal journal = TestJournal.open(dir)) {
            id = journal.id();
            append(journal, 1, 10);
            journal.receipt(committed(journal, 1, 8));
        }
        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.id()).isEqualTo(id);
            append(journal, 11, 11);
            assertThat(journal.pending(SeqSet.EMPTY, 100)).extracting(Scan::seq).containsExactly(9L, 10L, 11L);
            JournalStatus status = journal.status();
            assertThat(status.firstSeq()).isEqualTo(1);
            assertThat(status.lastSeq()).isEqualTo(11);
            assertThat(status.pending()).isEqualTo(3);
            assertThat(status.oldestPendingAt())
                    .contains(journal.pending(SeqSet.EMPTY, 1).get(0).at());
        }
    }

    @Test
    void numberIsNeverGivenTwiceEvenWhenAllScansAreGone() throws Exception {
        TestJournal.open(dir).close();
        try (JournalFile file = JournalFile.open(dir.resolve("journal.db"))) {
            appendTo(file, 1, 20);
            file.deleteTo(20, 100, SeqSet.EMPTY.plus(new SeqRange(1, 20)));
            file.saveReceipted(SeqSet.EMPTY);
        }
        try (Journal journal = TestJournal.open(dir)) {
            append(journal, 21, 21);
            assertThat(journal.pending(SeqSet.EMPTY, 10)).extracting(Scan::seq).containsExactly(21L);
            assertThat(journal.pendingCount()).isEqualTo(1);
        }
    }

    @Test
    void receiptedScansStayForTheHoursThatTheyAreKept() throws Exception {
        TestJournal.open(dir).close();
        try (JournalFile file = JournalFile.open(dir.resolve("journal.db"))) {
            appendTo(file, 1, 20);
            SeqSet first = SeqSet.EMPTY.plus(new SeqRange(1, 5));
            assertThat(file.hourPassed(first, 3)).isZero();
            SeqSet all = first.plus(new SeqRange(6, 20));
            assertThat(file.hourPassed(all, 3)).isZero();
            assertThat(file.hourPassed(all, 3)).isZero();
            assertThat(file.hourPassed(all, 3)).isEqualTo(5);
            assertThat(file.hourPassed(all, 3)).isEqualTo(20);
        }
    }

    @Test
    void secondProcessOnTheSameJournalIsTurnedAwayByName() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.lastSeq()).isZero();
            assertThatThrownBy(() -> TestJournal.open(dir))
                    .isInstanceOf(JournalException.class)
                    .hasMessage(
                            "journal " + dir
                                    + " is in use by another process, which holds journal.lock: expected one agent for each data-dir");
        }
        TestJournal.open(dir).close();
    }

    @Test
    void newerJournalIsRefusedRatherThanMisread() throws Exception {
        TestJournal.open(dir).close();
        try (var connection = Sqlite.openForWriting(dir.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version=3");
        }
        assertThatThrownBy(() -> TestJournal.open(dir))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("its version is 3, this agent knows up to 2");
        assertThat(Files.exists(dir.resolve("journal.damaged-1.db"))).isFalse();
    }

    @Test
    void appendToAClosedJournalIsRefused() throws Exception {
        Journal journal = TestJournal.open(dir);
        journal.close();

        assertThatThrownBy(() -> journal.append(scan(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the journal is closed; it takes no scan of portal door-1");
    }

    @Test
    void quotaTooSmallForItsOwnLogIsRefused() {
        assertThatThrownBy(() -> new JournalSettings(dir, 1_000_000, Duration.ZERO))
                .hasMessage("journal max-bytes 1000000: expected at least 16777216 (16 MiB)");
    }

    /** For people with sqlite3, and for whoever compares what was accepted with what arrived. */
    @Test
    void viewShowsScansInWordsAndUnits() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            append(journal, 1, 1);
            Scan scan = journal.pending(SeqSet.EMPTY, 1).get(0);
            try (var connection = Sqlite.openForReading(dir.resolve("journal.db"));
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT * FROM scan")) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= 12; i++) {
                    values.add(i == 3 ? epc(1) : row.getString(i));
                }
                assertThat(values)
                        .containsExactly(
                                "1",
                                "door-1",
                                epc(1),
                                "in",
                                Long.toString(scan.at().toEpochMilli()),
                                Long.toString(scan.firstSeen().toEpochMilli()),
                                Long.toString(scan.lastSeen().toEpochMilli()),
                                "7",
                                "-61.5",
                                "0.93",
                                "free",
                                Integer.toString(scan.clockErrorMs()));
            }
        }
    }

    static void append(Journal journal, long from, long to) throws InterruptedException {
        for (long n = from; n <= to; n++) {
            journal.append(scan(n));
        }
        await().pollInterval(Duration.ofMillis(2)).until(() -> journal.lastSeq() >= to);
    }

    static void appendTo(JournalFile file, long from, long to) throws Exception {
        var wall = new WallMapping(0, Instant.EPOCH, ClockDiscipline.Reading.FREE);
        List<Scan> scans = new ArrayList<>();
        for (long n = from; n <= to; n++) {
            scans.add(scan(n).numbered(n, wall));
        }
        file.append(scans, Optional.empty());
    }

    static List<Long> numbers(long from, long to) {
        List<Long> numbers = new ArrayList<>();
        for (long n = from; n <= to; n++) {
            numbers.add(n);
        }
        return numbers;
    }

    /** The wire, and so the journal, carries milliseconds. */
    private static Scan inMillis(Scan scan) {
        return new Scan(
                scan.seq(),
                scan.portal(),
                scan.epc(),
                scan.direction(),
                Instant.ofEpochMilli(scan.at().toEpochMilli()),
                Instant.ofEpochMilli(scan.firstSeen().toEpochMilli()),
                Instant.ofEpochMilli(scan.lastSeen().toEpochMilli()),
                scan.reads(),
                scan.peakRssiDbm(),
                scan.confidence(),
                scan.clock(),
                scan.clockErrorMs());
    }
}
