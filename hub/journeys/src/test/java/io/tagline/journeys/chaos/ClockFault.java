package io.tagline.journeys.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The wall clock of a gateway, or of the hub's machine, goes wrong for a while. Its program is restarted to live by a false clock. */
final class ClockFault implements Fault {
    /** How it is wrong. */
    enum Kind {
        /** It is set one hour ahead, and back. */
        AHEAD("+3600"),
        /** It is set one hour back, and right again. */
        BEHIND("-3600"),
        /** No battery: it begins in 1970, until a time server is heard. */
        UNSET("@1970-01-01 00:00:05"),
        /** It gains 200 µs in a second, ten times what a plain quartz does. */
        DRIFT("+0 x1.0002");

        private final String clock;

        Kind(String clock) {
            this.clock = clock;
        }
    }

    private static final int LEAST_MS = 6_000;
    private static final int MOST_MS = 12_000;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Part part;
    private final Kind kind;

    private ClockFault(Part part, Kind kind) {
        this.part = part;
        this.kind = kind;
    }

    /** Every kind on the gateway and on the hub. */
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.add(new ClockFault(Part.AGENT, kind));
            all.add(new ClockFault(Part.HUB, kind));
        }
        return all;
    }

    @Override
    public String name() {
        String whose = part == Part.AGENT ? "gateway" : part.name().toLowerCase(Locale.ROOT);
        return "clock-" + whose + "-" + kind.name().toLowerCase(Locale.ROOT);
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
        return FakeClock.impossible();
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        Machine machine = part == Part.AGENT ? site.agent() : plant.hub().machine();
        FakeClock clock = new FakeClock(plant.folder().resolve(machine.name() + ".clock"));
        int forMs = random.nextInt(LEAST_MS, MOST_MS);
        if (part == Part.AGENT) {
            plant.witness().look(site);
        }
        machine.stop();
        machine.environment().putAll(clock.environment());
        try {
            if (kind == Kind.UNSET) {
                clock.set(kind.clock);
            }
            machine.start();
            Until.holds(
                    machine.name() + " is up",
                    START_LIMIT,
                    () -> part == Part.AGENT
                            ? site.health().filter(AgentHealth::reading).isPresent()
                            : plant.hub().isReady());
            clock.set(kind.clock);
            TimeUnit.MILLISECONDS.sleep(forMs);
            clock.set("+0");
            TimeUnit.MILLISECONDS.sleep(forMs / 2);
            if (part == Part.AGENT) {
                plant.witness().look(site);
            }
        } finally {
            machine.stop();
            clock.environment().keySet().forEach(machine.environment()::remove);
            plant.witness().look(site);
            machine.start();
        }
        return machine.name() + " for " + forMs + " ms, then right again";
    }
}
