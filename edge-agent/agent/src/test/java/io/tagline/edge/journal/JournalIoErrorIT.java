package io.tagline.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk that gives errors: strace makes system calls of a running journal fail as the kernel would. */
@Timeout(120)
class JournalIoErrorIT {
    @TempDir
    Path dir;

    /** The agent lives on without a restart; nothing that it had said is on disk is missing, nothing is there twice. */
    @ParameterizedTest
    @CsvSource({
        "'fsync,fdatasync:error=EIO', state=failing",
        "pwrite64:error=EIO, state=failing",
        "pwrite64:error=EROFS, state=failing",
        "pwrite64:error=ENOSPC, state=disk-full"
    })
    void errorsOfTheDiskLoseAndDoubleNothing(String fault, String state) throws Exception {
        assumeTrue(runs("strace", "-V"), "strace is not installed: apt-get install strace");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalCrashChild.class.getName(),
                        dir.resolve("journal").toString())
                .redirectError(dir.resolve("log").toFile())
                .start();
        var said = new AtomicLong();
        var listener = new Thread(() -> listen(child, said), "listener");
        listener.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> said.get() > 1_000);
            Process strace = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-o",
                            "/dev/null",
                            "-e",
                            "trace=" + fault.substring(0, fault.indexOf(':')),
                            "-e",
                            "inject=" + fault + ":when=3+2",
                            "-p",
                            Long.toString(child.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assumeTrue(!strace.waitFor(2, TimeUnit.SECONDS), "strace may not attach to a process here");
            strace.destroy();
            strace.waitFor(10, TimeUnit.SECONDS);
            long before = said.get();
            await().atMost(Duration.ofSeconds(20)).until(() -> said.get() > before + 500);
            assertThat(child.isAlive()).isTrue();
            assertThat(Files.readString(dir.resolve("log"))).contains(state);
        } finally {
            child.toHandle().destroyForcibly();
            child.waitFor(20, TimeUnit.SECONDS);
            listener.join(20_000);
        }
        assertComplete(said.get());
    }

    private void assertComplete(long said) throws Exception {
        try (Journal journal = TestJournal.open(dir.resolve("journal"))) {
            assertThat(journal.lastSeq()).isGreaterThanOrEqualTo(said);
            SeqSet seen = journal.receipted();
            Set<String> epcs = new HashSet<>();
            List<Scan> batch = journal.pending(seen, 1_000);
            while (!batch.isEmpty()) {
                for (Scan scan : batch) {
                    assertThat(epcs.add(scan.epc()))
                            .as("%s is there twice", scan)
                            .isTrue();
                    assertThat(scan.epc()).isEqualTo(TestJournal.epc(scan.seq()));
                    seen = seen.plus(new SeqRange(scan.seq(), scan.seq()));
                }
                batch = journal.pending(seen, 1_000);
            }
            assertThat(seen.prefix()).as("no gap").isEqualTo(journal.lastSeq());
        }
    }

    private static void listen(Process child, AtomicLong said) {
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = out.readLine()) != null) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("committed") && words.length == 3) {
                    assertThat(Long.parseLong(words[1])).isEqualTo(said.get() + 1);
                    said.set(Long.parseLong(words[2]));
                }
            }
        } catch (IOException e) {
            // the child was killed: what it had said counts
            return;
        }
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
