package io.tagline.journeys;

import io.tagline.edge.manifest.Judge;
import io.tagline.edge.manifest.ManifestStore;
import io.tagline.journeys.DockSite.Decided;
import io.tagline.journeys.WholeLine.Parcel;
import io.tagline.simulator.dock.DockDoor;
import io.tagline.simulator.dock.Traffic;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From read to light, with neither hub nor broker: parcels that are carried out one by one through six doors of one dock, with goods
 * parked around, yesterday's manifest, and a stack light at each door on its reader's outputs. Run by {@code scripts/bench light}.
 */
final class LightBench {
    private static final int DOORS = 6;
    private static final int PASSAGES = 340;
    private static final int FIRST = 5_000;
    private static final int PARKED = 6;
    private static final long BETWEEN_MS = 1_000;
    private static final long SETTLES_MS = 15_000;
    private static final double UNLIT_MS = 1_000;

    private LightBench() {}

    static void run(Path folder) throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        try (DockSite site = new DockSite(folder, DOORS, seed)) {
            keepManifest(site.dataDir());
            try (Program agent = site.startAgent()) {
                Traffic traffic = new Traffic(site.dock().doors(), seed);
                for (DockDoor door : site.dock().doors()) {
                    site.dock().send(traffic.parked(door, true, traffic.strangers(PARKED), 0));
                }
                for (int n = 0; n < PASSAGES; n++) {
                    DockDoor door = site.dock().doors().get(n % DOORS);
                    site.dock()
                            .send(traffic.carried(
                                    door, true, Parcel.number(FIRST + n).epcHex(), now(site)));
                    Thread.sleep(BETWEEN_MS); // the next parcel, at the next door
                }
                Thread.sleep(SETTLES_MS); // until the last of them is through and decided
                report(site, DockSite.decided(agent.log()));
            }
        }
    }

    private static long now(DockSite site) {
        return site.dock().micros(System.nanoTime());
    }

    private static void report(DockSite site, List<Decided> decided) {
        List<Double> decision = new ArrayList<>();
        List<Double> report = new ArrayList<>();
        List<Double> lastRead = new ArrayList<>();
        int unlit = 0;
        for (Decided passage : decided) {
            long lit = site.litAfter(passage);
            double millis = (lit - passage.decidedTick()) / 1e6;
            if (millis >= UNLIT_MS) {
                unlit++;
                continue;
            }
            decision.add(millis);
            lastRead.add((lit - passage.lastTick()) / 1e6);
            if (passage.uponReport()) {
                report.add((lit - site.reportBefore(passage.decidedTick())) / 1e6);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "light: %d parcels, %d passages decided, %d with no lamp within a second; hub and broker stopped%n",
                PASSAGES,
                decided.size(),
                unlit);
        String goal = " (goal p99 <= 50 ms, aim 20)";
        line("decision -> output switched", decision, goal);
        line("report on the socket that set the decision off -> output switched", report, goal);
        line("last read of the tag -> output switched, with the wait for more evidence", lastRead, "");
    }

    private static void line(String what, List<Double> millis, String goal) {
        System.out.println("light: " + what + ": "
                + (millis.isEmpty()
                        ? "none"
                        : Percentiles.tail(
                                millis.stream().mapToDouble(Double::doubleValue).toArray()))
                + goal);
    }

    /** What the hub told the agent before it was cut off. */
    private static void keepManifest(Path dataDir) throws IOException {
        Map<String, Manifest.Portal> portals = new HashMap<>();
        for (int door = 0; door < DOORS; door++) {
            int here = door;
            List<Manifest.Expected> expected = IntStream.range(0, PASSAGES)
                    .filter(n -> n % DOORS == here)
                    .mapToObj(n -> Parcel.number(FIRST + n))
                    .map(parcel ->
                            new Manifest.Expected(parcel.epcHex().toUpperCase(Locale.ROOT), parcel.trackingNumber()))
                    .toList();
            portals.put("door-" + (door + 1), new Manifest.Portal("truck-" + door, Direction.OUT, expected, Map.of()));
        }
        Judge judge = new Judge();
        judge.take(new Manifest(1, Instant.now(), portals));
        Files.createDirectories(dataDir);
        try (ManifestStore store = new ManifestStore(dataDir)) {
            store.keep(judge);
        }
    }
}
