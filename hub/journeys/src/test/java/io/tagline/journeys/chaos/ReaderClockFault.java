package io.tagline.journeys.chaos;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Somebody sets a reader's own clock wrong while it reads, or it drifts; then it is right again. */
final class ReaderClockFault implements Fault {
    private static final int LEAST_MS = 6_000;
    private static final int MOST_MS = 12_000;

    private final String name;
    /** As the simulator's option {@code --clock} has it. */
    private final String clock;

    private ReaderClockFault(String name, String clock) {
        this.name = name;
        this.clock = clock;
    }

    static List<Fault> all() {
        return List.of(
                new ReaderClockFault("ahead", "+60m"),
                new ReaderClockFault("behind", "-60m"),
                new ReaderClockFault("unset", "1970"),
                new ReaderClockFault("drift", "+200ppm"));
    }

    @Override
    public String name() {
        return "clock-reader-" + name;
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
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        int forMs = random.nextInt(LEAST_MS, MOST_MS);
        site.reader().tell("clock " + clock);
        try {
            TimeUnit.MILLISECONDS.sleep(forMs);
        } finally {
            site.reader().tell("clock right");
        }
        return site.reader().name() + " at \"" + clock + "\" for " + forMs + " ms, then right again";
    }
}
