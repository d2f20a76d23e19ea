package io.tagline.journeys.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Which fault comes when: one at a time, each followed by the time that the plant takes to be back. Faults are drawn at random, those
 * first that are furthest behind what an hour is meant to see of them. Confined to one thread.
 */
final class Schedule {
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(2);
    private static final int MOST_REST_MS = 1_500;
    private static final double SECONDS_PER_HOUR = 3_600;

    /** After this part of a run, rare faults that chance has left out go before any other. */
    private static final double LATE = 0.6;

    private final Plant plant;
    private final List<Fault> faults;
    private final SplittableRandom random;
    private final PrintStream log;
    private final Map<String, Integer> done = new HashMap<>();
    private final List<Injection> injections = new ArrayList<>();
    private volatile String now = "nothing";

    /**
     * @param faults those that this plant can have
     * @param log a line for each fault
     */
    Schedule(Plant plant, List<Fault> faults, SplittableRandom random, PrintStream log) {
        this.plant = plant;
        this.faults = List.copyOf(faults);
        this.random = random;
        this.log = log;
    }

    /** Breaks things for so long, and not before each fault was done once if {@code once} says so. */
    void run(Duration length, boolean once) throws Exception {
        double most = length.toMillis() / 1e3;
        long start = System.nanoTime();
        while (true) {
            double seconds = (System.nanoTime() - start) / 1e9;
            boolean over = seconds >= most;
            if (over && !(once && done.size() < faults.size())) {
                return;
            }
            inject(next(Math.min(seconds, most), seconds > LATE * most));
        }
    }

    /** Does this one now, and waits until all are back. */
    void inject(Fault fault) throws Exception {
        Pause.upTo(MOST_REST_MS, random);
        done.merge(fault.name(), 1, Integer::sum);
        Map<UUID, Long> before = plant.witness().highest();
        long from = System.currentTimeMillis();
        now = fault.name();
        String what;
        Optional<String> wrong = Optional.empty();
        try {
            what = fault.inject(plant, random.split());
        } catch (IOException | IllegalStateException | SQLException e) {
            // a finding, and no reason to leave the other faults out
            what = "went wrong";
            wrong = Optional.of(String.valueOf(e.getMessage()));
        }
        now = "catching up after " + fault.name();
        long end = System.nanoTime();
        Optional<String> behind = plant.awaitCaughtUp(CATCH_UP_LIMIT);
        Optional<String> notBack = wrong.isPresent() ? wrong : behind;
        long catchUpMs = (System.nanoTime() - end) / 1_000_000;
        now = "nothing";
        Injection injection = new Injection(
                fault.name(), fault.touches(), what, from, System.currentTimeMillis(), catchUpMs, notBack, before);
        synchronized (injections) {
            injections.add(injection);
        }
        log.printf(
                "%s %-22s %s; back after %.1f s%s%n",
                LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS),
                fault.name(),
                what,
                catchUpMs / 1e3,
                notBack.map(why -> "; NOT BACK: " + why).orElse(""));
    }

    /** Furthest behind first, with chance among them; late in a run those that it has not seen yet. */
    private Fault next(double seconds, boolean late) {
        List<Fault> unseen =
                faults.stream().filter(fault -> !done.containsKey(fault.name())).toList();
        if (late && !unseen.isEmpty()) {
            return unseen.get(random.nextInt(unseen.size()));
        }
        // half an average interval ahead, so that rare ones come in the middle of their time and not at its end
        double position = seconds / SECONDS_PER_HOUR;
        double[] weights = new double[faults.size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            Fault fault = faults.get(i);
            double due = fault.timesAnHour() * position + 0.5 - done.getOrDefault(fault.name(), 0);
            weights[i] = Math.max(due, 0);
            sum += weights[i];
        }
        if (sum == 0) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = faults.get(i).timesAnHour();
                sum += weights[i];
            }
        }
        double drawn = random.nextDouble(sum);
        int chosen = 0;
        while (chosen < weights.length - 1 && drawn >= weights[chosen]) {
            drawn -= weights[chosen++];
        }
        return faults.get(chosen);
    }

    /** What is going on. */
    String now() {
        return now;
    }

    List<Injection> injections() {
        synchronized (injections) {
            return List.copyOf(injections);
        }
    }
}
