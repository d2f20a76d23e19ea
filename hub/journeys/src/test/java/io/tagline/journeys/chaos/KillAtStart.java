package io.tagline.journeys.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Killed again and again while it starts, at another moment each time; then left alone. */
final class KillAtStart implements Fault {
    private final Part part;
    private final int times;
    private final int latestMs;
    private final int timesAnHour;

    private KillAtStart(Part part, int times, int latestMs, int timesAnHour) {
        this.part = part;
        this.times = times;
        this.latestMs = latestMs;
        this.timesAnHour = timesAnHour;
    }

    /** An agent reads about two seconds after its start. */
    static Fault ofAgent() {
        return new KillAtStart(Part.AGENT, 3, 3_000, 12);
    }

    /** A hub takes requests about five seconds after its start. */
    static Fault ofHub() {
        return new KillAtStart(Part.HUB, 2, 7_000, 26);
    }

    @Override
    public String name() {
        return part == Part.HUB ? "kill-hub-at-start" : "kill-agent-at-start";
    }

    @Override
    public Set<Part> touches() {
        return Set.of(part);
    }

    @Override
    public int timesAnHour() {
        return timesAnHour;
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        Machine machine = part == Part.HUB ? plant.hub().machine() : site.agent();
        if (part == Part.AGENT) {
            plant.kill(site);
        }
        machine.kill();
        List<Integer> moments = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            machine.start();
            moments.add(Pause.between(100, latestMs, random));
            if (part == Part.AGENT) {
                plant.kill(site);
            }
            machine.kill();
        }
        machine.start();
        return machine.name() + ", also " + moments + " ms after its starts";
    }
}
