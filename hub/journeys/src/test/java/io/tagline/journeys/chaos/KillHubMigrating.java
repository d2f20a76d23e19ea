package io.tagline.journeys.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** {@code kill -9} of the hub while it brings its database up to date, several times; then it is left to finish. */
final class KillHubMigrating implements Fault {
    private static final int TIMES = 3;
    /** A start that has not touched its database by then is killed all the same. */
    private static final int LATEST_MS = 20_000;

    /** Migrations take some tens of milliseconds from the first write on. */
    private static final int INTO_IT_MS = 120;

    private static final int READY_SECONDS = 60;
    private static final Duration READY = Duration.ofSeconds(READY_SECONDS);

    private final boolean onNewDatabase;

    private KillHubMigrating(boolean onNewDatabase) {
        this.onNewDatabase = onNewDatabase;
    }

    /** Its database was left by the oldest version that this one takes over from. */
    static Fault ofOldVersion() {
        return new KillHubMigrating(false);
    }

    /** It has no database yet; when what became of it is shown to work, the old one is put back. */
    static Fault ofNewDatabase() {
        return new KillHubMigrating(true);
    }

    @Override
    public String name() {
        return onNewDatabase ? "kill-hub-migrating-new" : "kill-hub-migrating-old";
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.HUB);
    }

    @Override
    public int timesAnHour() {
        return onNewDatabase ? 2 : 4;
    }

    @Override
    public Optional<String> impossible(Plant plant) {
        return onNewDatabase && plant.brokerIsInHub()
                ? Optional.of("without its database the hub's own broker lets no agent in")
                : Optional.empty();
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        Machine hub = plant.hub().machine();
        hub.kill();
        if (!onNewDatabase) {
            OldDatabase.makeOf(plant.hub().database());
            List<Long> moments = startAndKill(plant.hub(), random);
            hub.start();
            Until.holds("the hub is ready on an old database", READY, () -> plant.hub()
                    .isReady());
            OldDatabase.giveBack(plant.hub().database());
            return "killed " + moments + " ms after its starts on a database of version " + OldDatabase.VERSION;
        }
        Path data = plant.hub().dataDir();
        Path aside = data.resolveSibling("data-aside");
        Files.move(data, aside);
        // what it would take from agents now, it would answer for and then forget
        plant.hubLink().orElseThrow().loseEvery(1);
        List<Long> moments;
        try {
            moments = startAndKill(plant.hub(), random);
            hub.start();
            showThatItWorks(plant.hub());
        } finally {
            hub.kill();
            Folders.delete(data);
            Files.move(aside, data);
            plant.hubLink().orElseThrow().passThrough();
            hub.start();
        }
        return "killed " + moments + " ms after its starts on an empty folder";
    }

    /** Kills it shortly after it first writes to its database. */
    private static List<Long> startAndKill(HubSite hub, SplittableRandom random)
            throws IOException, InterruptedException {
        List<Long> moments = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            String before = written(hub);
            long start = System.nanoTime();
            hub.machine().start();
            while (written(hub).equals(before) && System.nanoTime() - start < LATEST_MS * 1_000_000L) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            Pause.upTo(INTO_IT_MS, random);
            hub.machine().kill();
            moments.add((System.nanoTime() - start) / 1_000_000);
        }
        return moments;
    }

    /** Changes with each write to the database. */
    private static String written(HubSite hub) {
        File log = new File(hub.database() + "-wal");
        File file = hub.database().toFile();
        return file.length() + " " + file.lastModified() + " " + log.length() + " " + log.lastModified();
    }

    private static void showThatItWorks(HubSite hub) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        // not ready without its broker, but it answers
        while (!hub.isLive()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("a hub killed while it made its database does not start any more");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        Parcel parcel = Parcel.number(0);
        hub.order(parcel);
        if (!hub.parcel(parcel).path("status").asText().equals("registered")) {
            throw new IllegalStateException("a hub killed while it made its database does not keep an order");
        }
    }
}
