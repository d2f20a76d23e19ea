package io.tagline.journeys.chaos;

import io.tagline.journeys.chaos.TracedAgent.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The power fails, at 200 moments of one run. Done to an agent of its own beside the plant, since a plant cannot lose its page cache:
 * its disk is rebuilt from what it was told, see {@link PowerCut}.
 */
final class PowerFailure implements Fault {
    private static final int CUTS = 200;
    private static final Duration PUBLISHING = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "power-cut";
    }

    @Override
    public Set<Part> touches() {
        return Set.of();
    }

    @Override
    public int timesAnHour() {
        return 1;
    }

    @Override
    public Optional<String> impossible(Plant plant) {
        return Strace.impossible();
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        Path folder = Files.createTempDirectory(plant.folder(), "power-cut");
        Evidence evidence = TracedAgent.run(Files.createDirectory(folder.resolve("agent")), PUBLISHING);
        CutJournals journals = new CutJournals(evidence, random);
        for (int cut = 0; cut < CUTS; cut++) {
            long moment = journals.drawMoment();
            Path left = Files.createDirectory(folder.resolve("cut-" + cut));
            List<String> wrong = journals.lostAt(moment, left);
            if (!wrong.isEmpty()) {
                throw new IllegalStateException("power cut at " + moment + " µs, see " + left + ": " + wrong.size()
                        + " scans, the first: " + wrong.get(0));
            }
            Folders.delete(left);
        }
        Folders.delete(folder);
        return CUTS + " moments, " + journals.scansHeld()
                + " scans published before them, all on the platter; salvaged " + journals.salvaged() + " times";
    }
}
