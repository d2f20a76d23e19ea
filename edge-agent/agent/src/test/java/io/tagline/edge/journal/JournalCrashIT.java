package io.tagline.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class JournalCrashIT {
    private static final int CRASHES = 8;
    private static final int WARM_UP_COMMITS = 20;

    @TempDir
    Path dir;

    /** The law: whatever the crash point, what was acknowledged is there, once, and appended = receipted + pending. */
    @Test
    void killingTheAgentAtAnyPointLosesAndDoublesNothing() throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        var random = new Random(seed);
        String id = null;
        for (int crash = 0; crash < CRASHES; crash++) {
            Acknowledged acknowledged = runAndKill(random.nextInt(400));
            try (Journal journal = TestJournal.open(dir)) {
                id = id == null ? acknowledged.id : id;
                assertThat(journal.id()).as("-Dtagline.seed=%d", seed).hasToString(id);
                assertThat(acknowledged.id).isEqualTo(id);
                assertThat(journal.lastSeq())
                        .as("crash %d, -Dtagline.seed=%d", crash, seed)
                        .isGreaterThanOrEqualTo(acknowledged.last);
                assertThat(journal.receipted().size() + journal.pendingCount()).isEqualTo(journal.lastSeq());
                checkPending(journal, seed);
            }
        }
    }

    private static void checkPending(Journal journal, long seed) {
        SeqSet seen = journal.receipted();
        List<Scan> batch = journal.pending(seen, 1_000);
        while (!batch.isEmpty()) {
            for (Scan scan : batch) {
                assertThat(seen.contains(scan.seq()))
                        .as("doubled, -Dtagline.seed=%d", seed)
                        .isFalse();
                assertThat(scan.epc()).isEqualTo(TestJournal.epc(scan.seq()));
                seen = seen.plus(new SeqRange(scan.seq(), scan.seq()));
            }
            batch = journal.pending(seen, 1_000);
        }
        assertThat(seen.prefix()).as("no gap, -Dtagline.seed=%d", seed).isEqualTo(journal.lastSeq());
        assertThat(seen.rangeCount()).isEqualTo(1);
    }

    private Acknowledged runAndKill(int millis) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                JournalCrashChild.class.getName(),
                dir.toString()));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var acknowledged = new Acknowledged();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < WARM_UP_COMMITS; i++) {
                acknowledged.take(out.readLine());
            }
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (System.nanoTime() - until < 0) {
                acknowledged.take(out.readLine());
            }
            // SIGKILL; that of Process would close its output as well
            child.toHandle().destroyForcibly();
            // what was said before the kill counts; the very last line may have been cut short
            List<String> rest = out.lines().toList();
            rest.subList(0, Math.max(0, rest.size() - 1)).forEach(acknowledged::take);
        } finally {
            child.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
        return acknowledged;
    }

    /** What the child said that is on disk. */
    private static final class Acknowledged {
        private String id = "";
        private long last;

        void take(String line) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("journal")) {
                id = words[1];
                last = Long.parseLong(words[2]);
            } else {
                assertThat(Long.parseLong(words[1])).isEqualTo(last + 1);
                last = Long.parseLong(words[2]);
            }
        }
    }
}
