package io.tagline.journeys.chaos;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** SIGSTOP for 30 s: the process stands still and its connections stay open; then SIGCONT. */
final class Freeze implements Fault {
    private static final int SECONDS = 30;

    private final Part part;

    Freeze(Part part) {
        this.part = part;
    }

    @Override
    public String name() {
        return "freeze-" + part.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<Part> touches() {
        return Set.of(part);
    }

    @Override
    public int timesAnHour() {
        return 1;
    }

    @Override
    public Optional<String> impossible(Plant plant) {
        return part == Part.BROKER && plant.brokerIsInHub()
                ? Optional.of("the broker is inside the hub")
                : Optional.empty();
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        Machine machine =
                switch (part) {
                    case READER -> site.reader();
                    case AGENT -> site.agent();
                    case BROKER -> plant.broker().machine();
                    case HUB -> plant.hub().machine();
                };
        machine.freeze();
        try {
            TimeUnit.SECONDS.sleep(SECONDS);
        } finally {
            machine.thaw();
        }
        return machine.name() + " for " + SECONDS + " s";
    }
}
