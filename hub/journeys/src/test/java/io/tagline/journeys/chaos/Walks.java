package io.tagline.journeys.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Walks parcels through the doors of every depot on a seeded plan, and notes each crossing. One thread, {@code walks}. */
final class Walks implements AutoCloseable {
    private static final int PARCELS_PER_DEPOT = 40;
    private static final int LEAST_WALK_MS = 3_000;
    private static final int MOST_WALK_MS = 5_000;

    /** A tag that comes again sooner counts as the same visit to a door. */
    private static final long REST_MS = 15_000;

    private final Plant plant;
    private final SplittableRandom random;
    private final int everyMs;
    private final Map<AgentSite, List<Parcel>> parcels = new HashMap<>();
    private final Map<Parcel, Long> restsUntil = new HashMap<>();
    private final List<Crossing> crossings = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "walks");
    private volatile boolean stopped;

    /** @param every between two walks at one depot, on average */
    Walks(Plant plant, SplittableRandom random, Duration every) {
        this.plant = plant;
        this.random = random;
        this.everyMs = (int) every.toMillis();
        int number = 1;
        for (AgentSite site : plant.agents()) {
            List<Parcel> own = new ArrayList<>();
            for (int i = 0; i < PARCELS_PER_DEPOT; i++) {
                own.add(Parcel.number(number++));
            }
            parcels.put(site, own);
        }
        thread.setDaemon(true);
    }

    /** All parcels that are walked. */
    List<Parcel> parcels() {
        return plant.agents().stream()
                .flatMap(site -> parcels.getOrDefault(site, List.of()).stream())
                .toList();
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                for (AgentSite site : plant.agents()) {
                    walk(site);
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(everyMs / 2, everyMs * 3 / 2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void walk(AgentSite site) {
        List<Parcel> own = parcels.getOrDefault(site, List.of());
        Parcel parcel = own.get(random.nextInt(own.size()));
        String door = AgentSite.DOORS.get(random.nextInt(AgentSite.DOORS.size()));
        boolean in = random.nextBoolean();
        int walkMs = random.nextInt(LEAST_WALK_MS, MOST_WALK_MS);
        long now = System.currentTimeMillis();
        if (restsUntil.getOrDefault(parcel, 0L) > now) {
            return;
        }
        String line = "at 0s epc %s walk %s %s over %dms".formatted(parcel.epcHex(), door, in ? "in" : "out", walkMs);
        if (site.reader().tell(line)) {
            restsUntil.put(parcel, now + walkMs + REST_MS);
            synchronized (crossings) {
                crossings.add(new Crossing(site.address(), parcel, door, in, now, now + walkMs));
            }
        }
    }

    /** What was walked so far. */
    List<Crossing> crossings() {
        synchronized (crossings) {
            return List.copyOf(crossings);
        }
    }

    /** No walk begins after its return. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
