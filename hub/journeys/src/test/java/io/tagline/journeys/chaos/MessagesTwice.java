package io.tagline.journeys.chaos;

import io.tagline.simulator.TcpFaults;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Every MQTT message at QoS 1 comes twice and in any order for a while, between an agent and the broker or the broker and the hub. */
final class MessagesTwice implements Fault {
    private static final int LEAST_MS = 8_000;
    private static final int MOST_MS = 15_000;

    private final Part part;

    /** @param part AGENT or HUB: whose link */
    MessagesTwice(Part part) {
        this.part = part;
    }

    @Override
    public String name() {
        return part == Part.HUB ? "mqtt-twice-hub" : "mqtt-twice-agent";
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.BROKER);
    }

    @Override
    public int timesAnHour() {
        return 4;
    }

    @Override
    public Optional<String> impossible(Plant plant) {
        return part == Part.HUB && plant.brokerIsInHub()
                ? Optional.of("the broker is inside the hub: there is no link between them")
                : Optional.empty();
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        TcpFaults link = part == Part.HUB ? plant.hubLink().orElseThrow() : site.brokerLink();
        int forMs = random.nextInt(LEAST_MS, MOST_MS);
        try (MqttFaults faults = MqttFaults.to(plant.broker().address(), random.split())) {
            link.retarget(faults.address());
            link.reset();
            TimeUnit.MILLISECONDS.sleep(forMs);
            return (part == Part.HUB ? "hub" : site.address()) + " for " + forMs + " ms: " + faults.doubled()
                    + " messages came twice, " + faults.overtaken() + " times one was overtaken";
        } finally {
            plant.brokerMoved();
            link.reset();
        }
    }
}
