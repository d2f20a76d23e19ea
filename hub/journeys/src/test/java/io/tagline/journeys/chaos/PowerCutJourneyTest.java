package io.tagline.journeys.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.journeys.chaos.TracedAgent.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 1 as a power cut sees it: what was published is on the platter, not only in the kernel's memory. */
class PowerCutJourneyTest {
    private static final int CUTS = 60;
    private static final int WRONG_SHOWN = 10;

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void whateverMomentThePowerFailsEveryPublishedScanIsInTheJournal() throws Exception {
        Assumptions.assumeTrue(
                Strace.impossible().isEmpty(), () -> Strace.impossible().orElse(""));
        Evidence evidence = TracedAgent.run(Files.createDirectory(folder.resolve("agent")), Duration.ofSeconds(5));
        CutJournals journals = new CutJournals(evidence, new SplittableRandom(seed));
        List<String> wrong = cut(journals, "cut");
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(journals.scansHeld()).as("scans published before a cut").isGreaterThan(1_000);
        System.out.printf(
                "power cuts: %d, scans published before them: %d, journals salvaged: %d%n",
                CUTS, journals.scansHeld(), journals.salvaged());

        // the same run on a disk that never syncs: a test that did not see that would see nothing
        List<DiskAct> unsynced = evidence.acts().stream()
                .filter(act -> !(act instanceof DiskAct.Sync sync && sync.file().endsWith("journal.db-wal")))
                .toList();
        Evidence lying = new Evidence(evidence.journalFolder(), unsynced, evidence.arrivals());
        assertThat(cut(new CutJournals(lying, new SplittableRandom(seed)), "lying"))
                .as("seed %d: lost without fsync", seed)
                .isNotEmpty();
    }

    private List<String> cut(CutJournals journals, String name) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < CUTS; i++) {
            long moment = journals.drawMoment();
            for (String each : journals.lostAt(moment, Files.createDirectory(folder.resolve(name + i)))) {
                wrong.add("cut at " + moment + " µs: " + each);
            }
            if (wrong.size() > WRONG_SHOWN) {
                break;
            }
        }
        return wrong;
    }
}
