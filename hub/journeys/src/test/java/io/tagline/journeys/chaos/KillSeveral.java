package io.tagline.journeys.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** {@code kill -9} of two or more programs at the same moment; they come back one after the other in any order. */
final class KillSeveral implements Fault {
    @Override
    public String name() {
        return "kill-several";
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.AGENT, Part.BROKER, Part.HUB);
    }

    @Override
    public int timesAnHour() {
        return 30;
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        List<Machine> candidates = new ArrayList<>();
        plant.agents().forEach(site -> candidates.add(site.agent()));
        candidates.add(plant.hub().machine());
        if (!plant.brokerIsInHub()) {
            candidates.add(plant.broker().machine());
        }
        List<Machine> drawn = draw(candidates, 2 + random.nextInt(candidates.size() - 1), random);
        for (AgentSite site : plant.agents()) {
            if (drawn.contains(site.agent())) {
                plant.kill(site);
            }
        }
        for (Machine machine : drawn) {
            machine.kill();
        }
        for (Machine machine : drawn) {
            Pause.upTo(1_500, random);
            machine.start();
        }
        return drawn.stream().map(Machine::name).toList().toString();
    }

    private static List<Machine> draw(List<Machine> from, int count, SplittableRandom random) {
        List<Machine> left = new ArrayList<>(from);
        List<Machine> drawn = new ArrayList<>();
        while (drawn.size() < count) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }
}
