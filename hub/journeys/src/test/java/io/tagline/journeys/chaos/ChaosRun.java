package io.tagline.journeys.chaos;

import io.tagline.wire.Scan;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One run from the first start to the last comparison. Confined to the thread that calls {@link #run}. */
final class ChaosRun {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);
    private static final int PROGRESS_SECONDS = 10;
    private static final Duration WALK_EVERY = Duration.ofMillis(1_500);

    /** The last walk ends, the last visit is decided. */
    private static final int LAST_WALK_SECONDS = 10;

    private final Path folder;
    private final PlantOptions plantOptions;
    private final long seed;
    private final List<Fault> faults;
    private final PrintStream out;
    private final List<String> findings = new ArrayList<>();

    /** @param faults to choose from; those that the plant cannot have are named in the outcome */
    ChaosRun(Path folder, PlantOptions plantOptions, long seed, List<Fault> faults, PrintStream out) {
        this.folder = folder;
        this.plantOptions = plantOptions;
        this.seed = seed;
        this.faults = List.copyOf(faults);
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param once whether each fault is done at least once, however long that takes
     */
    Outcome run(Duration length, boolean once) throws Exception {
        long start = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (Plant plant = new Plant(folder, plantOptions);
                PrintStream log = new PrintStream(
                        Files.newOutputStream(folder.resolve("chaos.log")), true, StandardCharsets.UTF_8)) {
            List<String> skipped = new ArrayList<>();
            List<Fault> possible = new ArrayList<>();
            for (Fault fault : faults) {
                Optional<String> why = fault.impossible(plant);
                why.ifPresentOrElse(reason -> skipped.add(fault.name() + ": " + reason), () -> possible.add(fault));
            }
            for (Fault fault : possible) {
                fault.prepare(plant);
            }
            skipped.forEach(each -> out.println("not done: " + each));
            Schedule schedule = new Schedule(plant, possible, random.split(), log);
            Walks walks = new Walks(plant, random.split(), WALK_EVERY);
            plant.start();
            awaitStart(plant);
            for (Parcel parcel : walks.parcels()) {
                plant.hub().order(parcel);
            }
            walks.start();
            try (Progress progress = new Progress(plant, schedule, out, PROGRESS_SECONDS)) {
                progress.start();
                schedule.run(length, once);
            }
            walks.close();
            return settle(plant, walks, schedule, skipped, start);
        }
    }

    private static void awaitStart(Plant plant) throws InterruptedException {
        Optional<String> behind = plant.awaitCaughtUp(START_LIMIT);
        if (behind.isPresent()) {
            throw new IllegalStateException(
                    "the plant does not start: " + behind.get() + "; its logs are in " + plant.folder());
        }
    }

    private Outcome settle(Plant plant, Walks walks, Schedule schedule, List<String> skipped, long start)
            throws Exception {
        double minutes = (System.nanoTime() - start) / 60e9;
        out.println("settling …");
        TimeUnit.SECONDS.sleep(LAST_WALK_SECONDS);
        plant.agents().forEach(site -> site.reader().stop());
        awaitEmpty(plant);
        Timelines timelines = Timelines.of(plant.hub(), walks.parcels());
        int endedByItself =
                plant.machines().stream().mapToInt(Machine::endedByItself).sum();
        plant.agents().forEach(site -> site.agent().stop());
        plant.hub().machine().stop();
        plant.broker().machine().stop();
        List<Injection> injections = schedule.injections();
        Accounts accounts = Accounts.of(
                plant.hub().database(),
                plant.agents().stream().map(AgentSite::dataDir).toList(),
                plant.witness().journals(),
                injections);
        findings.addAll(accounts.findings());
        out.println("the same scans through a hub without faults …");
        List<String> differences = compare(plant, walks, accounts.accepted(), timelines);
        findings.addAll(differences);
        Truth truth = Truth.of(walks.crossings(), accounts.everInHub(), injections);
        truth.missed().forEach(each -> findings.add("missed: " + each));
        injections.forEach(
                each -> each.notBack().ifPresent(why -> findings.add("not back after " + each.fault() + ": " + why)));
        return new Outcome(
                seed,
                minutes,
                accounts.lines(),
                accounts.total(),
                accounts.destroyedBy(),
                plant.agents().stream().mapToInt(site -> site.agent().kills()).sum(),
                plant.hub().machine().kills(),
                plant.broker().machine().kills(),
                endedByItself,
                walks.parcels().size(),
                timelines.events(),
                timelines.outOfOrder(),
                differences.size(),
                truth,
                skipped,
                findings);
    }

    private List<String> compare(
            Plant plant, Walks walks, Map<UUID, NavigableMap<Long, Scan>> accepted, Timelines timelines)
            throws Exception {
        try (CleanLine clean = new CleanLine(folder, plant.programs(), plantOptions.agents())) {
            Timelines expected =
                    clean.play(walks.parcels(), accepted, plant.witness().owners());
            return timelines.differencesFrom(expected);
        }
    }

    /** Until no agent has a scan without receipt; what is not there by then counts as lost. */
    private void awaitEmpty(Plant plant) throws InterruptedException {
        long end = System.nanoTime() + SETTLE_LIMIT.toNanos();
        int quiet = 0;
        while (quiet < 3) {
            if (System.nanoTime() - end > 0) {
                findings.add("after " + SETTLE_LIMIT.toSeconds() + " s without reads some scans have no receipt yet");
                return;
            }
            boolean empty = plant.hub().isReady();
            for (AgentSite site : plant.agents()) {
                empty &= plant.witness().look(site).map(AgentHealth::pending).orElse(1L) == 0;
            }
            quiet = empty ? quiet + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
