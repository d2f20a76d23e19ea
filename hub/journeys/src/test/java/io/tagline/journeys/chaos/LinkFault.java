package io.tagline.journeys.chaos;

import io.tagline.simulator.TcpFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Something goes wrong on a link for a while: one link between reader and agent, one between agent and broker, or broker and hub. */
final class LinkFault implements Fault {
    /** The three links of the line. */
    private enum Link {
        READER(Part.READER),
        AGENT(Part.BROKER),
        HUB(Part.HUB);

        private final Part part;

        Link(Part part) {
            this.part = part;
        }
    }

    /** What goes wrong. */
    private enum Kind {
        /** The connection is reset, and so is each new one. */
        CUT,
        /** Bytes stay where they are; TCP stays up. */
        STALL,
        /** Bytes vanish; both ends believe that they are connected, until one misses an answer for too long. */
        HALF_OPEN,
        /** One byte in each segment. */
        SEGMENTS,
        /** Two seconds later, each way. */
        DELAY,
        /** Connections are reset over and over, and each second new one is lost. */
        LOSS
    }

    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final int LEAST_MS = 3_000;
    private static final int MOST_MS = 12_000;
    /** Long enough to be noticed by a keepalive of 5 s, and by one of 20 s, some of the time. */
    private static final int HALF_OPEN_LONGER_MS = 25_000;

    private static final int BETWEEN_RESETS_MS = 1_500;

    private final Link link;
    private final Kind kind;

    private LinkFault(Link link, Kind kind) {
        this.link = link;
        this.kind = kind;
    }

    /** Every kind on every link. */
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (Link link : Link.values()) {
            for (Kind kind : Kind.values()) {
                all.add(new LinkFault(link, kind));
            }
        }
        return all;
    }

    @Override
    public String name() {
        return "net-" + link.name().toLowerCase(Locale.ROOT) + "-"
                + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Set<Part> touches() {
        return Set.of(link.part);
    }

    @Override
    public int timesAnHour() {
        return 1;
    }

    @Override
    public Optional<String> impossible(Plant plant) {
        return link == Link.HUB && plant.brokerIsInHub()
                ? Optional.of("the broker is inside the hub: there is no link between them")
                : Optional.empty();
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        TcpFaults proxy =
                switch (link) {
                    case READER -> site.readerLink();
                    case AGENT -> site.brokerLink();
                    case HUB -> plant.hubLink().orElseThrow();
                };
        int forMs = random.nextInt(LEAST_MS, MOST_MS);
        try {
            switch (kind) {
                case CUT -> {
                    proxy.loseEvery(1);
                    proxy.reset();
                    Thread.sleep(forMs);
                }
                case STALL -> {
                    proxy.stall();
                    Thread.sleep(forMs);
                }
                case HALF_OPEN -> {
                    forMs += random.nextInt(HALF_OPEN_LONGER_MS);
                    proxy.swallow();
                    Thread.sleep(forMs);
                }
                case SEGMENTS -> {
                    proxy.segment(1);
                    Thread.sleep(forMs);
                }
                case DELAY -> {
                    proxy.delay(DELAY);
                    Thread.sleep(forMs);
                }
                case LOSS -> {
                    proxy.loseEvery(2);
                    for (int ms = 0; ms < forMs; ms += BETWEEN_RESETS_MS) {
                        proxy.reset();
                        Thread.sleep(BETWEEN_RESETS_MS);
                    }
                }
            }
        } finally {
            proxy.passThrough();
        }
        return (link == Link.HUB ? "hub" : site.address()) + " for " + forMs + " ms";
    }
}
