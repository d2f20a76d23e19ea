package io.tagline.edge.journal;

import static io.tagline.edge.journal.TestJournal.committed;
import static io.tagline.edge.journal.TestJournal.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagline.wire.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 24 MB of which somebody else takes all but a little: a tmpfs, which only root can mount. */
@Timeout(120)
class JournalDiskFullIT {
    private static final int LEFT_BYTES = 3 * 1024 * 1024;

    @TempDir
    Path disk;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()) == 0,
                "no disk to fill: mounting a tmpfs takes root");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void fullDiskStopsTheReadersAndAReceiptStartsThemAgain() throws Exception {
        Path filler = disk.resolve("somebody-else");
        try (Journal journal = TestJournal.open(disk.resolve("journal"))) {
            await().until(() -> Files.exists(disk.resolve("journal/journal.reserve")));
            Files.write(filler, new byte[(int) (disk.toFile().getUsableSpace() - LEFT_BYTES)]);
            var portals = new Thread(() -> appendUntilInterrupted(journal));
            portals.start();
            await().atMost(Duration.ofSeconds(40)).until(() -> journal.status().state() == JournalState.DISK_FULL);
            long full = journal.lastSeq();
            assertThat(journal.pendingCount()).isEqualTo(full);
            assertThat(journal.pending(SeqSet.EMPTY, 10)).extracting(Scan::seq).startsWith(1L, 2L, 3L);

            journal.receipt(committed(journal, 1, full - 100));

            await().atMost(Duration.ofSeconds(20)).until(() -> journal.lastSeq() > full);
            Files.delete(filler);
            portals.interrupt();
            portals.join();
            await().until(() -> journal.status().state() == JournalState.WRITING
                    && Files.exists(disk.resolve("journal/journal.reserve")));
            List<Scan> pending = journal.pending(SeqSet.EMPTY, 200);
            assertThat(pending.get(0).seq()).isEqualTo(full - 99);
        }
        try (Journal journal = TestJournal.open(disk.resolve("journal"))) {
            assertThat(journal.pending(SeqSet.EMPTY, 1)).hasSize(1);
        }
    }

    /** A disk smaller than the quota: the disk is what is full. */
    @Test
    void wholeLifeOnADiskOfEightMegabytes() throws Exception {
        assertThat(run("mount", "-o", "remount,size=8m", disk.toString())).isZero();
        try (Journal journal = TestJournal.open(disk.resolve("journal"))) {
            await().until(() -> Files.exists(disk.resolve("journal/journal.reserve")));
            var portals = new Thread(() -> appendUntilInterrupted(journal));
            portals.start();
            await().atMost(Duration.ofSeconds(40)).until(() -> journal.status().state() == JournalState.DISK_FULL);
            for (int round = 0; round < 3; round++) {
                long full = journal.lastSeq();
                journal.receipt(committed(journal, 1, full - 10));
                await().atMost(Duration.ofSeconds(20)).until(() -> journal.lastSeq() > full);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> journal.status().state() == JournalState.DISK_FULL);
            }
            // somebody makes room: it goes on by itself
            long full = journal.lastSeq();
            assertThat(run("mount", "-o", "remount,size=12m", disk.toString())).isZero();
            await().atMost(Duration.ofSeconds(5)).until(() -> journal.lastSeq() > full);
            portals.interrupt();
            portals.join();
            List<Scan> pending = journal.pending(SeqSet.EMPTY, 200);
            assertThat(pending).isNotEmpty();
            assertThat(journal.receipted().size() + journal.pendingCount()).isEqualTo(journal.lastSeq());
        }
    }

    /** A power cut on a full disk: there is no room for SQLite's log and index of it, but for the reserve's. */
    @Test
    void agentStartsOnAFullDiskAndSendsWhatItHolds() throws Exception {
        Path dir = disk.resolve("journal");
        try (Journal journal = TestJournal.open(dir)) {
            JournalTest.append(journal, 1, 3_000);
            await().until(() -> Files.exists(dir.resolve("journal.reserve")));
        }
        Path filler = disk.resolve("somebody-else");
        Files.write(filler, new byte[(int) disk.toFile().getUsableSpace()]);
        assertThat(disk.toFile().getUsableSpace()).isLessThan(Sqlite.PAGE_BYTES);
        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.pending(SeqSet.EMPTY, 5_000)).hasSize(3_000);
            journal.receipt(committed(journal, 1, 2_000));

            Files.delete(filler);

            JournalTest.append(journal, 3_001, 3_001);
            await().until(() -> Files.exists(dir.resolve("journal.reserve")));
            assertThat(journal.pendingCount()).isEqualTo(1_001);
        }
    }

    private static void appendUntilInterrupted(Journal journal) {
        try {
            for (long n = 1; ; n++) {
                journal.append(scan(n));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
