package io.tagline.journeys.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The disk of an agent or of the hub is full to the last byte for a while. One agent has its data on a small file system from the start;
 * the hub's is moved to one meanwhile, so it is stopped before and after in good order. An agent that does not say that its disk is full
 * is a failure of its own.
 */
final class FullDisk implements Fault {
    private static final long ROOM = 10L * 1024 * 1024;

    /** What waited meanwhile is committed at once, and touches pages all over an index: with 10 MiB its disk is full indeed. */
    private static final long HUB_ROOM = 64L * 1024 * 1024;

    /** An hour of an agent's scans fits ten times; only what is written takes memory. */
    private static final long DISK = 512L * 1024 * 1024;

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
        return part == Part.HUB ? hub(plant) : agent(plant, random.nextBoolean());
    }

    @Override
    public void prepare(Plant plant) throws IOException {
        if (part == Part.AGENT) {
            small(plant).useSmallDisk(DISK);
        }
    }

    /** The last of the depots. */
    private static AgentSite small(Plant plant) {
        return plant.agents().get(plant.agents().size() - 1);
    }

    /** It is restarted, since a journal that has run for a while needs no new room for minutes; it must also start on a full disk. */
    private static String agent(Plant plant, boolean startsOnIt) throws Exception {
        AgentSite site = small(plant);
        SmallDisk disk = site.smallDisk().orElseThrow();
        plant.witness().look(site);
        site.agent().stop();
        String said;
        try {
            disk.shrinkTo(ROOM);
            if (startsOnIt) {
                disk.fill();
            }
            site.agent().start();
            Until.holds(site.agent().name() + " answers", START_LIMIT, () -> site.health()
                    .isPresent());
            said = watchFull(site, disk);
        } finally {
            disk.free();
            site.agent().start();
        }
        Until.holds(site.agent().name() + " has room again", BACK_LIMIT, () -> site.health()
                .filter(health -> health.diskProblems().isEmpty())
                .isPresent());
        return "disk of " + site.agent().name() + " full " + (startsOnIt ? "at its start and " : "") + "for "
                + FULL_SECONDS + " s; it said " + said;
    }

    /** Keeps it full, as something else that writes to it would, and returns what the agent said meanwhile. */
    private static String watchFull(AgentSite site, SmallDisk disk) throws IOException, InterruptedException {
        Set<String> said = new TreeSet<>();
        long lastSeq = 0;
        int silent = 0;
        int blocked = 0;
        for (int second = 0; second < FULL_SECONDS; second++) {
            disk.fill();
            // it frees room by itself, and is to find it taken
            TimeUnit.SECONDS.sleep(1);
            Optional<AgentHealth> health = site.health();
            List<String> problems = health.map(AgentHealth::diskProblems).orElse(List.of());
            said.addAll(problems);
            long now = health.map(AgentHealth::lastSeq).orElse(0L);
            blocked += now == lastSeq ? 1 : 0;
            silent = now == lastSeq && problems.isEmpty() ? silent + 1 : 0;
            lastSeq = now;
            if (silent > SILENT_SECONDS) {
                throw new IllegalStateException(site.agent().name() + " has taken no scan for " + silent
                        + " s on a full disk, and says nothing of it");
            }
        }
        if (said.isEmpty()) {
            throw new IllegalStateException(
                    site.agent().name() + " said nothing in " + FULL_SECONDS + " s on a full disk");
        }
        return String.join(", ", said) + ", and took no scan for " + blocked + " s";
    }

    private static String hub(Plant plant) throws Exception {
        Machine machine = plant.hub().machine();
        Path data = plant.hub().dataDir();
        int unready = 0;
        machine.stop();
        try (SmallDisk disk = SmallDisk.under(data, HUB_ROOM)) {
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
