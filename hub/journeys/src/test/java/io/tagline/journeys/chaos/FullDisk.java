package io.tagline.journeys.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The disk of an agent or of the hub is full to the last byte for a while. Its data is on a small file system meanwhile, so the program
 * is stopped before and after in good order. An agent that takes no scans then and does not say why is a failure of its own.
 */
final class FullDisk implements Fault {
    private static final long ROOM = 10L * 1024 * 1024;
    private static final int FULL_SECONDS = 20;
    private static final int SILENT_SECONDS = 8;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration BACK_LIMIT = Duration.ofSeconds(30);

    private final Part part;

    FullDisk(Part part) {
        this.part = part;
    }

    @Override
    public String name() {
        return "disk-full-" + part.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<Part> touches() {
        return Set.of(part);
    }

    @Override
    public int timesAnHour() {
        return 2;
    }

    @Override
    public Optional<String> impossible(Plant plant) {
        return SmallDisk.impossible();
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        return part == Part.HUB
                ? hub(plant)
                : agent(plant, plant.agents().get(random.nextInt(plant.agents().size())));
    }

    private static String agent(Plant plant, AgentSite site) throws Exception {
        plant.witness().look(site);
        site.agent().stop();
        String said;
        try (SmallDisk disk = SmallDisk.under(site.dataDir(), ROOM)) {
            site.agent().start();
            try {
                Until.holds(site.agent().name() + " answers", START_LIMIT, () -> site.health()
                        .isPresent());
                disk.fill();
                said = watchFull(site);
                disk.free();
                Until.holds(site.agent().name() + " has room again", BACK_LIMIT, () -> site.health()
                        .filter(health -> health.problems().stream().noneMatch(FullDisk::isOfJournal))
                        .isPresent());
                plant.witness().look(site);
            } finally {
                site.agent().stop();
            }
        } finally {
            plant.witness().look(site);
            site.agent().start();
        }
        return "small file system of " + site.agent().name() + " full for " + FULL_SECONDS + " s; it said " + said;
    }

    /** Returns what the agent said while its disk was full. */
    private static String watchFull(AgentSite site) throws InterruptedException {
        List<String> said = List.of();
        long lastSeq = 0;
        int silent = 0;
        for (int second = 0; second < FULL_SECONDS; second++) {
            TimeUnit.SECONDS.sleep(1);
            Optional<AgentHealth> health = site.health();
            List<String> problems = health.map(AgentHealth::problems).orElse(List.of()).stream()
                    .filter(FullDisk::isOfJournal)
                    .toList();
            said = problems.isEmpty() ? said : problems;
            long now = health.map(AgentHealth::lastSeq).orElse(0L);
            silent = now == lastSeq && problems.isEmpty() ? silent + 1 : 0;
            lastSeq = now;
            if (silent > SILENT_SECONDS) {
                throw new IllegalStateException(site.agent().name() + " has taken no scan for " + silent
                        + " s on a full disk, and says nothing of it");
            }
        }
        return said.isEmpty() ? "nothing: its files had room" : String.join(", ", said);
    }

    private static boolean isOfJournal(String problem) {
        return problem.startsWith("journal") && !problem.equals("journal-salvaged");
    }

    private static String hub(Plant plant) throws Exception {
        Machine machine = plant.hub().machine();
        Path data = plant.hub().dataDir();
        int unready = 0;
        machine.stop();
        try (SmallDisk disk = SmallDisk.under(data, ROOM)) {
            machine.start();
            try {
                Until.holds("the hub is ready", START_LIMIT, () -> plant.hub().isReady());
                disk.fill();
                for (int second = 0; second < FULL_SECONDS; second++) {
                    TimeUnit.SECONDS.sleep(1);
                    unready += plant.hub().isReady() ? 0 : 1;
                }
                disk.free();
                Until.holds(
                        "the hub has room again", BACK_LIMIT, () -> plant.hub().isReady());
            } finally {
                machine.stop();
            }
        } finally {
            machine.start();
        }
        return "small file system of the hub full for " + FULL_SECONDS + " s; it was not ready for " + unready + " s";
    }
}
