package io.tagline.edge.journal;

import static io.tagline.edge.journal.TestJournal.epc;
import static io.tagline.edge.journal.TestJournal.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the journal's file while the agent runs: it goes on by itself, with every scan. */
@Timeout(60)
class JournalTroubleTest {
    private static final int SCANS = 500;

    @TempDir
    Path temp;

    @Test
    void fileRemovedWhileRunningIsWrittenAnew() throws Exception {
        Path dir = temp.resolve("journal");
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, SCANS);
            UUID id = journal.id();
            for (String name : List.of("journal.db", "journal.db-wal", "journal.db-shm")) {
                Files.delete(dir.resolve(name));
            }
            goesOnWith(dir, journal, SCANS + 1);

            assertThat(journal.id()).isEqualTo(id);
            assertThat(dir.resolve("journal.db")).exists();
        }
        assertHoldsAll(dir, SCANS + 1);
    }

    /** Nothing but the log's name is gone: the next process would not find what is in it. */
    @Test
    void logRemovedWhileRunningIsSavedBeforeTheNextStart() throws Exception {
        Path dir = temp.resolve("journal");
        Path log = dir.resolve("journal.db-wal");
        Path killed = temp.resolve("killed");
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, SCANS);
            UUID id = journal.id();
            Files.delete(log);
            await().atMost(Duration.ofSeconds(5)).until(() -> Files.exists(log));
            JournalTest.append(journal, SCANS + 1, SCANS + 1);

            assertThat(journal.id()).isEqualTo(id);
            assertThat(journal.damaged()).isEmpty();
            Files.createDirectories(killed);
            for (String name : List.of("journal.db", "journal.db-wal")) {
                Files.copy(dir.resolve(name), killed.resolve(name));
            }
        }
        assertHoldsAll(killed, SCANS + 1);
    }

    @Test
    void folderRemovedWhileRunningIsMadeAndWrittenAnew() throws Exception {
        Path dir = temp.resolve("journal");
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, SCANS);
            await().until(() -> Files.exists(dir.resolve("journal.reserve")));
            deleteAll(dir);

            goesOnWith(dir, journal, SCANS + 1);

            assertThat(dir.resolve("journal.lock")).exists();
        }
        assertHoldsAll(dir, SCANS + 1);
    }

    @Test
    void anotherFileUnderTheNameOfTheJournalIsSetAside() throws Exception {
        Path dir = temp.resolve("journal");
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, SCANS);
            Path other = temp.resolve("other.db");
            Files.writeString(other, "an operator's mistake");
            Files.move(other, dir.resolve("journal.db"), StandardCopyOption.REPLACE_EXISTING);

            goesOnWith(dir, journal, SCANS + 1);

            assertThat(dir.resolve("journal.damaged-1.db")).hasContent("an operator's mistake");
            assertThat(journal.damaged().get(0)).contains("lay under the journal's name");
        }
        assertHoldsAll(dir, SCANS + 1);
    }

    /** It is tried again each second, perhaps for a weekend, and a journal may be a gigabyte. */
    @Test
    void removedFileIsNotCopiedBeforeThereIsRoomForWhatLiesUnderItsName() throws Exception {
        Path dir = temp.resolve("journal");
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, SCANS);
            for (int n = 1; n <= DamagedJournals.MOST; n++) {
                Files.writeString(dir.resolve("journal.damaged-" + n + ".db"), "kept");
            }
            Files.delete(dir.resolve("journal.db"));
            await().until(() -> journal.unusable().contains("4 damaged ones are kept"));
            assertThat(dir.resolve("journal.salvaged.db")).doesNotExist();

            Files.delete(dir.resolve("journal.damaged-1.db"));
            goesOnWith(dir, journal, SCANS + 1);
        }
        assertHoldsAll(dir, SCANS + 1);
    }

    @Test
    void damageFoundWhileRunningIsSalvagedWithoutARestart() throws Exception {
        Path dir = temp.resolve("journal");
        TestJournal.open(dir).close();
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, SCANS);
        }
        try (Journal journal = TestJournal.open(dir)) {
            changeAByteOfScan(dir, SCANS / 2);

            await().until(() -> {
                journal.pending(SeqSet.EMPTY, SCANS);
                return !journal.damaged().isEmpty();
            });
            long next = journal.lastSeq() + 1;
            journal.append(scan(SCANS + 1));
            await().until(() -> journal.lastSeq() >= next);

            List<Scan> pending = journal.pending(SeqSet.EMPTY.plus(new SeqRange(1, SCANS / 2 - 1)), SCANS);
            assertThat(pending)
                    .extracting(Scan::epc)
                    .doesNotContain(epc(SCANS / 2))
                    .contains(epc(SCANS / 2 + 1));
            assertThat(journal.pending(SeqSet.EMPTY.plus(new SeqRange(1, SCANS)), SCANS))
                    .extracting(Scan::epc)
                    .containsExactly(epc(SCANS + 1));
        }
    }

    @Test
    void fileThatMayNotBeWrittenIsReadAndWaitedFor() throws Exception {
        Path dir = temp.resolve("journal");
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, SCANS);
        }
        Path database = dir.resolve("journal.db");
        assumeTrue(immutable(database, true), "no file to protect: chattr takes root and a file system that knows it");
        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.status().state()).isEqualTo(JournalState.READ_ONLY);
            assertThat(journal.pending(SeqSet.EMPTY, SCANS)).hasSize(SCANS);
            journal.append(scan(SCANS + 1));

            immutable(database, false);

            await().atMost(Duration.ofSeconds(10)).until(() -> journal.lastSeq() == SCANS + 1);
            assertThat(journal.status().state()).isEqualTo(JournalState.WRITING);
        } finally {
            immutable(database, false);
        }
        assertHoldsAll(dir, SCANS + 1);
    }

    @Test
    void hubThatKnowsMoreThanTheJournalGivesItANewIdentity() throws Exception {
        Path dir = temp.resolve("journal");
        UUID before;
        UUID after;
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, 10);
            before = journal.id();

            journal.receipt(new Receipt(before, List.of(new SeqRange(1, 4), new SeqRange(6, 900)), List.of()));
            await().until(() -> !journal.id().equals(before));
            after = journal.id();
            JournalTest.append(journal, 11, 12);

            assertThat(journal.superseded()).contains(before);
            // what came with the copy keeps its name
            List<Scan> first = journal.pending(SeqSet.EMPTY, 100);
            assertThat(journal.onWire(first).journal()).isEqualTo(before);
            assertThat(journal.onWire(first).scans()).extracting(Scan::seq).containsExactly(5L);
            List<Scan> then = journal.pending(SeqSet.EMPTY.plus(new SeqRange(5, 5)), 100);
            assertThat(journal.onWire(then).journal()).isEqualTo(after);
            assertThat(journal.onWire(then).scans()).extracting(Scan::seq).containsExactly(1L, 2L);
            assertThat(journal.status().firstSeq()).isEqualTo(1);
            assertThat(journal.status().lastSeq()).isEqualTo(2);

            journal.receipt(new Receipt(after, List.of(new SeqRange(1, 2)), List.of()));
            journal.receipt(new Receipt(before, List.of(new SeqRange(5, 5)), List.of()));
            assertThat(journal.pendingCount()).isZero();
            assertThat(journal.id()).isEqualTo(after);
        }
        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.id()).isEqualTo(after);
            assertThat(journal.pendingCount()).isZero();
            journal.receipt(new Receipt(before, List.of(), List.of(new SeqRange(2, 3))));
            List<Scan> again = journal.pending(SeqSet.EMPTY, 100);
            assertThat(journal.onWire(again).journal()).isEqualTo(before);
            assertThat(journal.onWire(again).scans()).extracting(Scan::seq).containsExactly(2L, 3L);
        }
    }

    @Test
    void copyOfAJournalCountsUnderAnIdentityOfItsOwn() throws Exception {
        Path dir = temp.resolve("journal");
        UUID original;
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, 10);
            original = journal.id();
        }
        Path copy = temp.resolve("copy");
        Files.createDirectories(copy);
        Files.copy(dir.resolve("journal.db"), copy.resolve("journal.db"));

        try (Journal journal = TestJournal.open(copy)) {
            JournalTest.append(journal, 11, 11);
            assertThat(journal.id()).isNotEqualTo(original);
            List<Scan> brought = journal.pending(SeqSet.EMPTY, 100);
            assertThat(journal.onWire(brought).journal()).isEqualTo(original);
            assertThat(brought).hasSize(10);
            List<Scan> own = journal.pending(SeqSet.EMPTY.plus(new SeqRange(1, 10)), 100);
            assertThat(journal.onWire(own).journal()).isEqualTo(journal.id());
            assertThat(journal.onWire(own).scans()).extracting(Scan::seq).containsExactly(1L);
        }
    }

    @Test
    void databaseOlderThanItsMarkCountsUnderANewIdentity() throws Exception {
        Path dir = temp.resolve("journal");
        UUID original;
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, 10);
            original = journal.id();
        }
        Path mark = dir.resolve("journal.mark");
        Files.writeString(mark, Files.readString(mark).replaceFirst("numbers-to \\d+", "numbers-to 500000"));

        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.id()).isNotEqualTo(original);
            assertThat(journal.onWire(journal.pending(SeqSet.EMPTY, 10)).journal())
                    .isEqualTo(original);
        }
    }

    /** Within seconds the file has its name again, and takes scans. */
    private static void goesOnWith(Path dir, Journal journal, long seq) throws InterruptedException {
        long removed = journal.lastSeq();
        assertThat(removed).isEqualTo(seq - 1);
        await().atMost(Duration.ofSeconds(5)).until(() -> isWhole(dir.resolve("journal.db")));
        journal.append(scan(seq));
        await().until(() -> journal.lastSeq() == seq && journal.status().state() == JournalState.WRITING);
    }

    private static boolean isWhole(Path database) {
        return Files.exists(database) && database.toFile().length() > Sqlite.PAGE_BYTES;
    }

    private static void assertHoldsAll(Path dir, int last) throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.pending(SeqSet.EMPTY, last * 2))
                    .extracting(Scan::epc)
                    .containsExactlyElementsOf(JournalTest.numbers(1, last).stream()
                            .map(TestJournal::epc)
                            .toList());
        }
    }

    private static void changeAByteOfScan(Path dir, long number) throws IOException {
        byte[] all = Files.readAllBytes(dir.resolve("journal.db"));
        byte[] epc = java.util.HexFormat.of().parseHex(epc(number));
        int at = java.util.stream.IntStream.range(0, all.length - epc.length)
                .filter(i -> java.util.Arrays.equals(all, i, i + epc.length, epc, 0, epc.length))
                .findFirst()
                .orElseThrow();
        try (var file = new RandomAccessFile(dir.resolve("journal.db").toFile(), "rw")) {
            file.seek(at + 2);
            file.write(0x55);
        }
    }

    private static boolean immutable(Path file, boolean set) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("chattr", set ? "+i" : "-i", file.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void deleteAll(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
