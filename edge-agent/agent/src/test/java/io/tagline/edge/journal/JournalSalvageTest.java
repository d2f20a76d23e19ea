package io.tagline.edge.journal;

import static io.tagline.edge.journal.TestJournal.epc;
import static io.tagline.edge.journal.TestJournal.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import io.tagline.wire.SeqRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage of any kind to the files of an agent that was killed: what is left of the bytes is left of the scans. */
class JournalSalvageTest {
    private static final int SCANS = 3_000;
    private static final int ROUNDS = 20;
    private static final long FRAME = 24 + Sqlite.PAGE_BYTES;

    /** Of the smallest rows that the tests write; an interior page costs none. */
    private static final int MOST_SCANS_ON_A_PAGE = 80;

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path dir;

    private Path image;

    @BeforeEach
    void writeAnImageOfAKilledAgent() throws Exception {
        image = dir.resolve("image");
        Files.createDirectories(image);
        Path running = dir.resolve("running");
        try (Journal journal = TestJournal.open(running)) {
            JournalTest.append(journal, 1, SCANS / 2);
            copy(running, image);
        }
        // a log of its own on top of what is in the database by now
        try (Journal journal = TestJournal.open(running)) {
            forgetPlace(running);
            JournalTest.append(journal, SCANS / 2 + 1, SCANS);
            copy(running, image);
        }
        assertThat(Files.size(image.resolve("journal.db-wal"))).isGreaterThan(50_000);
        assertThat(Files.size(image.resolve("journal.db"))).isGreaterThan(50_000);
    }

    @Test
    void changedBytesCostTheScansOnTheirPagesAtMost() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Path damaged = copyOfImage(round);
            int flips = 1 + random.nextInt(4);
            for (int i = 0; i < flips; i++) {
                flip(damaged.resolve(random.nextBoolean() ? "journal.db" : "journal.db-wal"));
            }
            Map<Long, Scan> left = openAndCheck(damaged, round);
            assertThat(left.size())
                    .as("round %d, -Dtagline.seed=%d", round, seed)
                    .isGreaterThanOrEqualTo(SCANS - flips * MOST_SCANS_ON_A_PAGE);
        }
    }

    @Test
    void logCutShortKeepsWhatWasBeforeTheCut() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Path damaged = copyOfImage(round);
            Path log = damaged.resolve("journal.db-wal");
            // a cut between two frames looks like a kill before the next commit
            long frame = random.nextLong(Files.size(log) / FRAME);
            truncate(log, 32 + frame * FRAME + 1 + random.nextLong(FRAME - 1));
            Map<Long, Scan> left = openAndCheck(damaged, round);
            assertThat(left.size())
                    .as("round %d, -Dtagline.seed=%d", round, seed)
                    .isBetween(SCANS / 2, SCANS);
        }
    }

    @Test
    void databaseCutShortKeepsWhatWasBeforeTheCutAndInTheLog() throws Exception {
        for (int round = 0; round < ROUNDS / 2; round++) {
            Path damaged = copyOfImage(round);
            Path database = damaged.resolve("journal.db");
            truncate(database, random.nextLong(Files.size(database)));
            openAndCheck(damaged, round);
        }
    }

    @Test
    void operatorIsToldWhatWasLostUntilTheFileIsMovedAway() throws Exception {
        Path damaged = copyOfImage(0);
        byte[] garbage = new byte[Sqlite.PAGE_BYTES];
        random.nextBytes(garbage);
        // without its log, each page is there once
        Files.delete(damaged.resolve("journal.db-wal"));
        try (var file = new RandomAccessFile(damaged.resolve("journal.db").toFile(), "rw")) {
            file.seek(12L * Sqlite.PAGE_BYTES);
            file.write(garbage);
        }
        try (Journal journal = TestJournal.open(damaged)) {
            assertThat(journal.damaged()).hasSize(1);
            assertThat(journal.damaged().get(0))
                    .startsWith("journal.damaged-1.db: ")
                    .containsPattern(
                            "\\d+ scans were read, \\d+ without the hub's receipt are lost: numbers \\[SeqRange\\[");

            Files.move(damaged.resolve("journal.damaged-1.db"), dir.resolve("seen.db"));

            assertThat(journal.damaged()).isEmpty();
        }
    }

    /** A worn card damages the salvaged file before the first scan is in it. */
    @Test
    void firstScanAfterTwoSalvagesIsSent() throws Exception {
        Path damaged = copyOfImage(0);
        Files.delete(damaged.resolve("journal.db-wal"));
        for (int time = 1; time <= 2; time++) {
            try (var file = new RandomAccessFile(damaged.resolve("journal.db").toFile(), "rw")) {
                file.seek(12L * Sqlite.PAGE_BYTES);
                file.write(new byte[Sqlite.PAGE_BYTES]);
            }
            TestJournal.open(damaged).close();
            assertThat(damaged.resolve("journal.damaged-" + time + ".db")).exists();
        }
        try (Journal journal = TestJournal.open(damaged)) {
            long before = journal.lastSeq();
            journal.append(scan(SCANS + 1));
            await().until(() -> journal.lastSeq() > before);

            assertThat(journal.pending(SeqSet.EMPTY.plus(new SeqRange(1, before)), 10))
                    .extracting(Scan::epc)
                    .containsExactly(epc(SCANS + 1));
        }
    }

    /** Cut short between the two renames that set the damaged file aside: its log is away, it is still there. */
    @Test
    void salvageThatWasCutShortWhenItWasWholeIsTakenUp() throws Exception {
        Path cut = copyOfImage(0);
        Path whole = copyOfImage(1);
        TestJournal.open(whole).close();
        Files.copy(whole.resolve("journal.db"), cut.resolve("journal.whole.db"));
        Files.move(cut.resolve("journal.db-wal"), cut.resolve("journal.damaged-1.db-wal"));
        try (Journal journal = TestJournal.open(cut)) {
            assertThat(pending(journal, 0)).hasSize(SCANS);
            assertThat(journal.damaged()).hasSize(1);
            assertThat(cut.resolve("journal.damaged-1.db")).exists();
            assertThat(cut.resolve("journal.damaged-1.db-wal")).exists();
        }
    }

    /** An agent that does not start says nothing and sends nothing. */
    @Test
    void fifthDamagedJournalIsReadAsFarAsItGoesUntilThereIsRoomForIt() throws Exception {
        Path damaged = copyOfImage(0);
        keepAsManyAsMayBe(damaged);
        Files.delete(damaged.resolve("journal.db-wal"));
        long changed = SCANS / 2 - 200;
        changeScan(changed, damaged.resolve("journal.db"));

        try (Journal journal = TestJournal.open(damaged)) {
            assertThat(journal.status().state()).isEqualTo(JournalState.DAMAGED);
            await().until(() -> journal.unusable()
                    .contains("4 damaged ones are kept in " + damaged
                            + ": expected fewer than 4; check the disk, then move"));
            assertThat(journal.pending(SeqSet.EMPTY, 100)).hasSize(100);
            long last = journal.lastSeq();
            journal.append(scan(last + 1));

            Files.move(damaged.resolve("journal.damaged-2.db"), dir.resolve("seen.db"));

            await().until(() -> journal.lastSeq() == last + 1);
            assertThat(journal.status().state()).isEqualTo(JournalState.WRITING);
            Map<Long, Scan> left = pending(journal, 0);
            assertThat(left).hasSize((int) last).containsKey(last + 1).doesNotContainKey(changed);
        }
    }

    @Test
    void fifthDamagedJournalOfWhichNothingIsReadableKeepsTheAgentRunningAndIsLeftAsItIs() throws Exception {
        Path damaged = copyOfImage(0);
        keepAsManyAsMayBe(damaged);
        Files.delete(damaged.resolve("journal.db-wal"));
        Files.write(damaged.resolve("journal.db"), new byte[50_000]);

        try (Journal journal = TestJournal.open(damaged)) {
            assertThat(journal.status().state()).isEqualTo(JournalState.DAMAGED);
            assertThat(journal.pending(SeqSet.EMPTY, 100)).isEmpty();
            assertThat(journal.damaged()).hasSize(DamagedJournals.MOST);
        }
        assertThat(damaged.resolve("journal.db")).hasBinaryContent(new byte[50_000]);
    }

    /** The disk was full when the damaged file was to be noted: what is taken up then is no longer suspect. */
    @Test
    void salvageThatWasCutShortInUseIsNotSalvagedAgain() throws Exception {
        Path cut = copyOfImage(0);
        Files.move(cut.resolve("journal.db"), cut.resolve("journal.damaged-1.db"));
        Files.move(cut.resolve("journal.db-wal"), cut.resolve("journal.damaged-1.db-wal"));
        Path other = copyOfImage(1);
        TestJournal.open(other).close();
        Files.copy(other.resolve("journal.db"), cut.resolve("journal.whole.db"));
        var settings = new JournalSettings(cut, JournalSettings.LEAST_BYTES, JournalSettings.KEEP_RECEIPTED);

        new JournalRecovery(settings, () -> {}).open(true, 0).close();

        assertThat(cut.resolve("journal.damaged-2.db")).doesNotExist();
    }

    /** Somebody removed the database of an agent that was down, and left its log. */
    @Test
    void logWithoutItsDatabaseIsSalvaged() throws Exception {
        Path damaged = copyOfImage(0);
        Files.delete(damaged.resolve("journal.db"));

        assertThat(openAndCheck(damaged, 0)).hasSizeBetween(SCANS / 2, SCANS);
    }

    /** The database was removed while it was open, and the agent was killed while it saved what it had. */
    @Test
    void agentStartsOnACopyThatWasCutShort() throws Exception {
        for (int size : new int[] {0, 20_000, 100_000}) {
            Path damaged = copyOfImage(size);
            Files.delete(damaged.resolve("journal.db-wal"));
            Path copy = damaged.resolve("journal.salvaged.db");
            Files.move(damaged.resolve("journal.db"), copy);
            truncate(copy, size);

            try (Journal journal = TestJournal.open(damaged)) {
                long next = journal.lastSeq() + 1;
                journal.append(scan(SCANS + 1));
                await().until(() -> journal.lastSeq() == next);
            }
            assertThat(damaged.resolve("journal.damaged-1.db")).exists();
        }
    }

    private static void keepAsManyAsMayBe(Path damaged) throws IOException {
        for (int n = 1; n <= DamagedJournals.MOST; n++) {
            Files.writeString(damaged.resolve("journal.damaged-" + n + ".db"), "kept");
        }
    }

    private static void changeScan(long number, Path database) throws IOException {
        byte[] epc = HexFormat.of().parseHex(epc(number));
        byte[] all = Files.readAllBytes(database);
        int at = IntStream.range(0, all.length - epc.length)
                .filter(i -> Arrays.equals(all, i, i + epc.length, epc, 0, epc.length))
                .findFirst()
                .orElseThrow();
        all[at + 2] ^= 0x55;
        Files.write(database, all);
    }

    /** Opens it twice, and appends: nothing is invented, nothing is there twice, no number is given again. */
    private Map<Long, Scan> openAndCheck(Path damaged, int round) throws Exception {
        Map<Long, Scan> left;
        try (Journal journal = TestJournal.open(damaged)) {
            left = pending(journal, round);
            long next = journal.lastSeq() + 1;
            journal.append(scan(SCANS + 1));
            await().until(() -> journal.lastSeq() == next);
            SeqSet before = SeqSet.EMPTY.plus(new SeqRange(1, next - 1));
            List<Scan> appended = journal.pending(before, 10);
            assertThat(appended).extracting(Scan::epc).containsExactly(epc(SCANS + 1));
            ScanBatch message = journal.onWire(appended);
            boolean isNew = next > SCANS
                    || !message.journal()
                            .equals(JournalMark.read(image.resolve("journal.mark"))
                                    .orElseThrow()
                                    .identities()
                                    .current()
                                    .id());
            assertThat(isNew)
                    .as("number %d is given again in round %d, -Dtagline.seed=%d", next, round, seed)
                    .isTrue();
        }
        return left;
    }

    private Map<Long, Scan> pending(Journal journal, int round) {
        Map<Long, Scan> all = new HashMap<>();
        SeqSet seen = SeqSet.EMPTY;
        List<Scan> batch = journal.pending(seen, SCANS);
        while (!batch.isEmpty()) {
            for (Scan scan : batch) {
                assertThat(scan.epc())
                        .as("scan %d, round %d, -Dtagline.seed=%d", scan.seq(), round, seed)
                        .isEqualTo(epc(scan.seq()));
                assertThat(all.put(scan.seq(), scan)).isNull();
                seen = seen.plus(new SeqRange(scan.seq(), scan.seq()));
            }
            batch = journal.pending(seen, SCANS);
        }
        return all;
    }

    private void flip(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long at = random.nextLong(bytes.length());
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ (1 + random.nextInt(255)));
        }
    }

    /** So that copies of the image do not count as copies. */
    private static void forgetPlace(Path running) throws Exception {
        try (var connection = Sqlite.openForWriting(running.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE journal SET place = ''");
        }
    }

    private static void truncate(Path file, long length) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(length);
        }
    }

    private Path copyOfImage(int round) throws IOException {
        Path folder = dir.resolve("round-" + round + "-" + random.nextInt());
        Files.createDirectories(folder);
        copy(image, folder);
        return folder;
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String name : new ArrayList<>(List.of("journal.db", "journal.db-wal", "journal.mark"))) {
            if (Files.exists(from.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
