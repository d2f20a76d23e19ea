package io.tagline.journeys.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The journal's files can not be written any more while the agent runs ({@code chattr +i}: root minds it as well), and then can again. */
final class ReadOnlyJournal implements Fault {
    private static final int LEAST_MS = 5_000;
    private static final int MOST_MS = 12_000;

    @Override
    public String name() {
        return "journal-read-only";
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.AGENT);
    }

    @Override
    public int timesAnHour() {
        return 2;
    }

    @Override
    public Optional<String> impossible(Plant plant) {
        try {
            Path probe = Files.createTempFile(plant.folder(), "read-only", "");
            try {
                if (Tools.works("chattr", "+i", probe.toString())) {
                    Tools.must("chattr", "-i", probe.toString());
                    return Optional.empty();
                }
                return Optional.of("no right to, or no such attribute of this file system: chattr +i");
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            return Optional.of("no file can be made read-only: " + e.getMessage());
        }
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        List<Path> files =
                List.of(site.dataDir().resolve("journal.db"), site.dataDir().resolve("journal.db-wal"));
        int forMs = random.nextInt(LEAST_MS, MOST_MS);
        plant.witness().look(site);
        List<String> said;
        try {
            for (Path file : files) {
                Tools.must("chattr", "+i", file.toString());
            }
            TimeUnit.MILLISECONDS.sleep(forMs);
            said = site.health().map(AgentHealth::problems).orElse(List.of("nothing: it does not answer"));
        } finally {
            for (Path file : files) {
                if (Files.exists(file)) {
                    Tools.must("chattr", "-i", file.toString());
                }
            }
        }
        return site.agent().name() + " for " + forMs + " ms; it said " + String.join(", ", said);
    }
}
