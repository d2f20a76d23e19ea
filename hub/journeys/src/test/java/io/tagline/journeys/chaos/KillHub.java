package io.tagline.journeys.chaos;

import java.util.Set;
import java.util.SplittableRandom;

/** {@code kill -9} of the hub; with its broker when that is inside. */
final class KillHub implements Fault {
    @Override
    public String name() {
        return "kill-hub";
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.HUB);
    }

    @Override
    public int timesAnHour() {
        return 80;
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        plant.hub().machine().kill();
        int downMs = Pause.between(0, 2_000, random);
        plant.hub().machine().start();
        return "down for " + downMs + " ms";
    }
}
