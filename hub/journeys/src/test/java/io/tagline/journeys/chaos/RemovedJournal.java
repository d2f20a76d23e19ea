package io.tagline.journeys.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Somebody deletes the journal's files while the agent runs. It still has them open, so nothing need be lost; 15 s later it is killed,
 * and then only what it has saved under a name is left.
 */
final class RemovedJournal implements Fault {
    private static final int TO_NOTICE_SECONDS = 15;

    private static final List<List<String>> NAMES = List.of(
            List.of("journal.db"),
            List.of("journal.db-wal"),
            List.of("journal.db", "journal.db-wal", "journal.db-shm"));

    @Override
    public String name() {
        return "journal-removed";
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
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        Path data = site.dataDir();
        List<String> names = NAMES.get(random.nextInt(NAMES.size()));
        plant.witness().look(site);
        for (String name : names) {
            Files.deleteIfExists(data.resolve(name));
        }
        TimeUnit.SECONDS.sleep(TO_NOTICE_SECONDS);
        List<String> said = site.health().map(AgentHealth::problems).orElse(List.of("nothing: it does not answer"));
        plant.kill(site);
        plant.witness().look(site);
        site.agent().start();
        return site.agent().name() + ": " + String.join(", ", names) + "; it said "
                + (said.isEmpty() ? "nothing" : String.join(", ", said));
    }
}
