package io.tagline.journeys.chaos;

import java.util.Set;
import java.util.SplittableRandom;

/** {@code kill -9} of one agent, started again within two seconds. */
final class KillAgent implements Fault {
    @Override
    public String name() {
        return "kill-agent";
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.AGENT);
    }

    @Override
    public int timesAnHour() {
        return 45;
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        plant.kill(site);
        int downMs = Pause.between(0, 2_000, random);
        site.agent().start();
        return site.agent().name() + ", down for " + downMs + " ms";
    }
}
