package io.tagline.edge.journal;

import static io.tagline.edge.journal.JournalTest.append;
import static io.tagline.edge.journal.TestJournal.epc;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDamageTest {
    private static final int SCANS = 5_000;

    @TempDir
    Path dir;

    private UUID id;

    @BeforeEach
    void writeJournal() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            id = journal.id();
            append(journal, 1, SCANS);
            journal.receipt(TestJournal.committed(journal, 1, 100));
        }
    }

    @Test
    void pageGoneBadCostsTheScansOnItAndNoOthers() throws Exception {
        overwritePage(40);

        try (Journal journal = TestJournal.open(dir)) {
            List<Scan> pending = journal.pending(SeqSet.EMPTY, SCANS);

            assertThat(journal.id()).isEqualTo(id);
            assertThat(pending.size()).isBetween(SCANS - 200, SCANS - 101);
            assertThat(pending.get(0).seq()).isEqualTo(101);
            assertThat(pending.get(pending.size() - 1).seq()).isEqualTo(SCANS);
            assertThat(pending).allSatisfy(scan -> assertThat(scan.epc()).isEqualTo(epc(scan.seq())));
            assertThat(dir.resolve("journal.damaged-1.db")).exists();
        }
    }

    @Test
    void numbersOfLostScansAreNeverGivenAgain() throws Exception {
        long reserved =
                JournalMark.read(dir.resolve("journal.mark")).orElseThrow().numbersTo();
        overwritePage(40);

        try (Journal journal = TestJournal.open(dir)) {
            append(journal, reserved + 1, reserved + 1);

            SeqSet salvaged = SeqSet.EMPTY.plus(new SeqRange(1, SCANS));
            assertThat(journal.pending(salvaged, 10)).extracting(Scan::seq).containsExactly(reserved + 1);
        }
    }

    @Test
    void withoutTheMarkNumbersGoOnFarAboveWhatWasFound() throws Exception {
        Files.delete(dir.resolve("journal.mark"));
        overwritePage(40);

        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.lastSeq()).isEqualTo(SCANS + Salvage.LEAP);
        }
    }

    @Test
    void firstPageGoneCostsNoScan() throws Exception {
        overwritePage(0);

        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.id()).isEqualTo(id);
            // which the hub has receipted is lost; it knows them when they come again
            assertThat(pending(journal)).hasSize(SCANS);
        }
    }

    @Test
    void journalBeyondRescueIsSetAsideAndANewOneBegins() throws Exception {
        Files.write(dir.resolve("journal.db"), new byte[100_000]);
        Files.delete(dir.resolve("journal.mark"));

        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.id()).isNotEqualTo(id);
            assertThat(journal.pending(SeqSet.EMPTY, 10)).isEmpty();
        }
        assertThat(dir.resolve("journal.damaged-1.db")).exists();
    }

    @Test
    void salvageCutShortIsTakenUpAgain() throws Exception {
        Files.move(dir.resolve("journal.db"), dir.resolve("journal.salvaged.db"));

        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.id()).isEqualTo(id);
            assertThat(journal.pendingCount()).isEqualTo(SCANS - 100);
        }
    }

    private static List<Scan> pending(Journal journal) {
        return journal.pending(SeqSet.EMPTY, SCANS * 2);
    }

    private void overwritePage(int page) throws IOException {
        try (var file = new RandomAccessFile(dir.resolve("journal.db").toFile(), "rw")) {
            byte[] garbage = new byte[Sqlite.PAGE_BYTES];
            new Random(page).nextBytes(garbage);
            file.seek((long) page * Sqlite.PAGE_BYTES);
            file.write(garbage);
        }
    }
}
