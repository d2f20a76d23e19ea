package io.tagline.simulator.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The depot of {@code scripts/demo}: orders come in, and their parcels go in at the street door, out to the truck, come back from it,
 * and out to the customer, one after the other, until the time is up. Then it counts what became of them.
 */
public final class Demo {
    static final int DOORS = DemoDock.DOORS;
    private static final Duration HUB_STARTS_WITHIN = Duration.ofMinutes(2);
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(20);
    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(11);
    private static final int PARCELS_AT_A_TIME = 6;

    private record Step(String door, boolean out) {}

    private static final List<Step> WAY = List.of(
            new Step("door-1", false), new Step("door-2", true), new Step("door-2", false), new Step("door-1", true));

    private final DemoOptions options;
    private final HubClient hub;
    private final DemoDock depot;
    private final PrintStream out;
    private final List<SampleParcel> parcels = new ArrayList<>();

    private Demo(DemoOptions options, DemoDock depot, PrintStream out) {
        this.options = options;
        this.hub = new HubClient(options.hub(), options.apiKey());
        this.depot = depot;
        this.out = out;
    }

    /** Runs until its time is up or it is stopped; exit status 0 if nothing was lost. */
    public static void main(String[] arguments) throws InterruptedException {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments, System.getenv().getOrDefault("TAGLINE_API_KEY", ""));
        } catch (IllegalArgumentException e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(2);
            return;
        }
        boolean nothingLost = false;
        try (DemoDock depot = DemoDock.open(options.readerPorts())) {
            nothingLost = new Demo(options, depot, System.out).run();
        } catch (IOException e) {
            System.out.println("demo: " + e.getMessage());
        }
        System.exit(nothingLost ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        long end =
                options.runFor().map(time -> System.nanoTime() + time.toNanos()).orElse(Long.MAX_VALUE);
        if (!hub.awaitReady(HUB_STARTS_WITHIN)) {
            out.println("demo: the hub at " + options.hub() + " was not ready after " + HUB_STARTS_WITHIN.toSeconds()
                    + " s");
            return false;
        }
        long run = Instant.now().getEpochSecond();
        for (int round = 0; before(end); round++) {
            playRound(run, round, end);
        }
        return summary();
    }

    private void playRound(long run, int round, long end) throws IOException, InterruptedException {
        List<SampleParcel> inHand = new ArrayList<>();
        for (int i = 0; i < PARCELS_AT_A_TIME; i++) {
            SampleParcel parcel = SampleParcel.of(run, round * PARCELS_AT_A_TIME + i);
            List<String> pages = hub.putOrder("order-" + parcel.trackingNumber(), parcel.order());
            if (i == 0) {
                announce(round, parcel, pages.isEmpty() ? "" : pages.get(0));
            }
            inHand.add(parcel);
        }
        parcels.addAll(inHand);
        hub.putLoad("door-2", truck(run, round, inHand));
        // the agent may still be on its way to the reader
        while (!depot.isRead() && before(end)) {
            Thread.sleep(100);
        }
        List<String> tags = inHand.stream().map(SampleParcel::epcHex).toList();
        for (Step step : WAY) {
            if (before(end)) {
                depot.pass(step.door(), step.out(), tags);
            }
            pause(BETWEEN_STEPS, end);
        }
        for (SampleParcel parcel : inHand) {
            if (before(end)) {
                hub.report(parcel.trackingNumber(), delivery(parcel));
            }
        }
        pause(BETWEEN_STEPS, end);
    }

    /** The trucks' door expects all parcels of the round but the last, which customs hold. */
    private static String truck(long run, int round, List<SampleParcel> inHand) {
        int last = inHand.size() - 1;
        String expected = inHand.subList(0, last).stream()
                .map(parcel -> '"' + parcel.trackingNumber() + '"')
                .collect(Collectors.joining(", "));
        return """
                {"load": "truck-%d-%d", "direction": "out", "expected": [%s],
                 "refuse": [{"trackingNumber": "%s", "reason": "customs"}]}
                """
                .formatted(run, round + 1, expected, inHand.get(last).trackingNumber());
    }

    private static String delivery(SampleParcel parcel) {
        return """
                {"kind": "delivered", "occurredAt": "%s", "place": "Ottawa, ON", "sourceRef": "handheld-%s"}
                """
                .formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS), parcel.trackingNumber());
    }

    private void announce(int round, SampleParcel parcel, String page) {
        if (round == 0) {
            out.println();
            out.println("  Follow a parcel   " + page);
            out.println("  Reader fleet      " + options.hub() + "/fleet");
            out.println("  Door 1, live      " + options.hub() + "/board/ott-1/door-1");
            out.println("  Screen at door 2  " + options.board() + "/door/door-2");
            out.println("  Log in as         " + options.login());
            out.println();
        } else {
            out.println("  next parcel " + parcel.trackingNumber() + "   " + page);
        }
        out.flush();
    }

    /** One line of what became of everything; waits for the last scans to arrive. */
    private boolean summary() throws IOException, InterruptedException {
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        long scans = 0;
        long committed = 0;
        do {
            Thread.sleep(1_000);
            // in this order: a scan that passes between the two looks is on its way, not one that came from nowhere
            committed = sum(HubClient.texts(hub.fleet(), "committed"));
            scans = sum(HubClient.texts(hub.agentHealth(options.agent()), "lastSeq"));
        } while ((scans == 0 || committed != scans) && before(end));
        int events = 0;
        for (SampleParcel parcel : parcels) {
            events += hub.events(parcel.trackingNumber());
        }
        long lost = scans - committed;
        out.println("reads " + depot.reads() + ", scans " + scans + ", events " + events + ", lost " + lost
                + "; tags that crossed a door " + depot.crossings());
        out.flush();
        return lost == 0 && scans > 0;
    }

    private static long sum(List<String> numbers) {
        return numbers.stream().mapToLong(Long::parseLong).sum();
    }

    private static void pause(Duration time, long end) throws InterruptedException {
        long left = end - System.nanoTime();
        Thread.sleep(Math.max(0, Math.min(time.toMillis(), left / 1_000_000)));
    }

    private static boolean before(long end) {
        return end == Long.MAX_VALUE || System.nanoTime() < end;
    }
}
