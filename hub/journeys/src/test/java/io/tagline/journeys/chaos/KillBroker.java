package io.tagline.journeys.chaos;

import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** {@code kill -9} of the broker, and what becomes of its place before it is started again. */
final class KillBroker implements Fault {
    /** What happens while it is down. */
    private enum Meanwhile {
        /** Nothing: its store is as the kill left it. */
        NOTHING(50),
        /** Its whole store is deleted. */
        WIPED(10),
        /** Its store is deleted, and it comes back on another port behind the same address. */
        MOVED(10);

        private final int timesAnHour;

        Meanwhile(int timesAnHour) {
            this.timesAnHour = timesAnHour;
        }
    }

    private final Meanwhile meanwhile;

    private KillBroker(Meanwhile meanwhile) {
        this.meanwhile = meanwhile;
    }

    static Fault plain() {
        return new KillBroker(Meanwhile.NOTHING);
    }

    static Fault wiped() {
        return new KillBroker(Meanwhile.WIPED);
    }

    static Fault moved() {
        return new KillBroker(Meanwhile.MOVED);
    }

    @Override
    public String name() {
        return meanwhile == Meanwhile.NOTHING
                ? "kill-broker"
                : "broker-" + meanwhile.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.BROKER);
    }

    @Override
    public int timesAnHour() {
        return meanwhile.timesAnHour;
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        Broker broker = plant.broker();
        broker.machine().kill();
        int downMs = Pause.between(0, 3_000, random);
        if (meanwhile != Meanwhile.NOTHING) {
            broker.wipe();
        }
        if (meanwhile == Meanwhile.MOVED) {
            broker.move();
            plant.brokerMoved();
        }
        broker.machine().start();
        return "down for " + downMs + " ms"
                + (meanwhile == Meanwhile.MOVED
                        ? ", now on port " + broker.address().getPort()
                        : "");
    }
}
