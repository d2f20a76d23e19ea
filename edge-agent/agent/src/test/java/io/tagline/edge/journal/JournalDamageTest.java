package io.tagline.edge.journal;

import static io.tagline.edge.journal.JournalTest.append;
import static io.tagline.edge.journal.TestJournal.epc;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
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

            assertThat(journal.onWire(pending.subList(0, 100)).journal()).isEqualTo(id);
            assertThat(pending.size()).isBetween(SCANS - 200, SCANS - 101);
            assertThat(pending.get(0).seq()).isEqualTo(101);
            assertThat(pending.get(pending.size() - 1).seq()).isEqualTo(SCANS);
            assertThat(pending).allSatisfy(scan -> assertThat(scan.epc()).isEqualTo(epc(scan.seq())));
            assertThat(dir.resolve("journal.damaged-1.db")).exists();
        }
    }

    @Test
    void numbersOfLostScansAreNeverGivenAgain() throws Exception {
        overwritePage(40);

        try (Journal journal = TestJournal.open(dir)) {
            append(journal, SCANS + 1, SCANS + 1);

            List<Scan> later = journal.pending(SeqSet.EMPTY.plus(new SeqRange(1, SCANS)), 10);
            ScanBatch message = journal.onWire(later);
            assertThat(message.journal()).isEqualTo(journal.id()).isNotEqualTo(id);
            assertThat(message.scans()).extracting(Scan::seq).containsExactly(1L);
            assertThat(journal.status().lastSeq()).isEqualTo(1);
            assertThat(journal.superseded()).isEmpty();
        }
    }

    /** What was cut off at the end is lost, not to be given again by the next process or the next salvage. */
    @Test
    void withoutTheMarkAndTheNewestScansNoNumberIsGivenAgain() throws Exception {
        Files.delete(dir.resolve("journal.mark"));
        try (var file = new RandomAccessFile(dir.resolve("journal.db").toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        UUID goesOn;
        try (Journal journal = TestJournal.open(dir)) {
            goesOn = journal.id();
            assertThat(goesOn).isNotEqualTo(id);
            append(journal, journal.lastSeq() + 1, journal.lastSeq() + 1);
        }
        overwritePage(20);
        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.id()).isNotIn(id, goesOn);
            assertThat(journal.status().earlier())
                    .extracting(JournalStatus.Earlier::id)
                    .hasSize(2)
                    .endsWith(goesOn);
        }
    }

    @Test
    void unreadableNumbersAreNotWaitedForEvenWhenTheHubAsksForThem() throws Exception {
        overwritePage(40);

        try (Journal journal = TestJournal.open(dir)) {
            long readable = pending(journal).size();
            assertThat(journal.pendingCount()).isEqualTo(readable);
        }
        try (Journal journal = TestJournal.open(dir)) {
            long readable = journal.pendingCount();

            boolean taken = journal.receipt(new Receipt(id, List.of(), List.of(new SeqRange(1, SCANS + 1_000_000))));

            assertThat(taken).isTrue();
            // before anything is read to be sent
            assertThat(journal.pendingCount()).isEqualTo(readable + 100);
            assertThat(pending(journal)).hasSize((int) readable + 100);
        }
    }

    @Test
    void healthNamesTheJournalFromBeforeTheDamageAndItsScansAreSentOnRequest() throws Exception {
        overwritePage(40);

        try (Journal journal = TestJournal.open(dir)) {
            append(journal, SCANS + 1, SCANS + 3);
            journal.receipt(new Receipt(id, List.of(new SeqRange(1, SCANS)), List.of()));

            assertThat(journal.status().earlier()).containsExactly(new JournalStatus.Earlier(id, 1, SCANS, 0));
            assertThat(journal.pendingCount()).isEqualTo(3);

            journal.receipt(new Receipt(id, List.of(), List.of(new SeqRange(7, 8))));

            assertThat(journal.status().earlier()).containsExactly(new JournalStatus.Earlier(id, 1, SCANS, 2));
            ScanBatch message = journal.onWire(journal.pending(SeqSet.EMPTY, 10));
            assertThat(message.journal()).isEqualTo(id);
            assertThat(message.scans()).extracting(Scan::seq).containsExactly(7L, 8L);
        }
    }

    @Test
    void firstPageGoneCostsNoScan() throws Exception {
        overwritePage(0);

        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.onWire(pending(journal).subList(0, 100)).journal())
                    .isEqualTo(id);
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
