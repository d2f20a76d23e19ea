package io.tagline.journeys.chaos;

import java.util.Set;
import java.util.SplittableRandom;

/** {@code kill -9} of every agent at the same moment. */
final class KillAllAgents implements Fault {
    @Override
    public String name() {
        return "kill-all-agents";
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.AGENT);
    }

    @Override
    public int timesAnHour() {
        return 25;
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        for (AgentSite site : plant.agents()) {
            plant.kill(site);
        }
        int downMs = Pause.between(0, 2_000, random);
        for (AgentSite site : plant.agents()) {
            site.agent().start();
        }
        return plant.agents().size() + " agents, down for " + downMs + " ms";
    }
}
