package io.tagline.edge.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Measures the journal against the machine's own limit: scans a second through {@code append} to the commit listener, and,
 * in the same run, fdatasync of as many bytes a commit into a file of its own. Arguments: folder, scans.
 */
public final class JournalBench {
    private static final int ROUNDS = 3;
    private static final double NANOS = 1e9;

    private JournalBench() {}

    public static void main(String[] args) throws Exception {
        Path dir = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("journal-bench");
        int scans = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
        for (int round = 1; round <= ROUNDS; round++) {
            run(System.out, dir.resolve("round-" + round), scans);
        }
    }

    private static void run(PrintStream out, Path dir, int scans) throws Exception {
        var settings = new JournalSettings(dir, 1L << 30, JournalSettings.KEEP_RECEIPTED);
        long[] commitNanos = new long[scans];
        int[] commits = new int[1];
        long seconds;
        try (Journal journal = TestJournal.open(settings)) {
            var done = new Semaphore(0);
            long[] last = {System.nanoTime()};
            journal.addListener(committed -> {
                long now = System.nanoTime();
                commitNanos[commits[0]++] = now - last[0];
                last[0] = now;
                done.release(committed.size());
            });
            long start = System.nanoTime();
            for (int n = 1; n <= scans; n++) {
                journal.append(TestJournal.scan(n));
            }
            done.acquire(scans);
            seconds = System.nanoTime() - start;
        }
        double perSecond = scans * NANOS / seconds;
        Arrays.sort(commitNanos, 0, commits[0]);
        long bytesPerCommit = Files.size(dir.resolve("journal.db")) / commits[0];
        double limit = fdatasyncPerSecond(dir.resolve("fdatasync.bin"), bytesPerCommit, commits[0])
                * ((double) scans / commits[0]);
        out.printf(
                "journal %,.0f scans/s, %,.0f commits/s of %.1f scans, p50 commit %.2f ms, p99 %.2f ms;"
                        + " fdatasync alone of %,d bytes: %,.0f scans/s; share of the machine's limit %.0f %%%n",
                perSecond,
                commits[0] * NANOS / seconds,
                (double) scans / commits[0],
                commitNanos[commits[0] / 2] / 1e6,
                commitNanos[commits[0] * 99 / 100] / 1e6,
                bytesPerCommit,
                limit,
                100 * perSecond / limit);
    }

    private static double fdatasyncPerSecond(Path file, long bytes, int times) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                channel.write(ByteBuffer.allocate((int) bytes));
                channel.force(false);
            }
            return times * NANOS / (System.nanoTime() - start);
        }
    }
}
