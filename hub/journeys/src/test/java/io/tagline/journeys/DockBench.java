package io.tagline.journeys;

import io.tagline.journeys.DockSite.Decided;
import io.tagline.simulator.ReadLoad;
import io.tagline.simulator.dock.BusyDock;
import io.tagline.simulator.dock.Crossing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An agent at a busy dock of four doors for three minutes: what it decided beside who really crossed, and what it took. Run by
 * {@code scripts/bench dock}.
 */
final class DockBench {
    private static final int DOORS = 4;
    private static final int SECONDS = 180;
    private static final double TRIPS_PER_MINUTE = 24;
    private static final long AHEAD_MICROS = 5_000_000;
    private static final long SETTLES_MS = 12_000;
    private static final double SAME_PASSAGE_S = 3;

    private DockBench() {}

    static void run(Path folder) throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        try (DockSite site = new DockSite(folder, DOORS, seed);
                Program agent = site.startAgent()) {
            BusyDock traffic = new BusyDock(site.dock(), TRIPS_PER_MINUTE, ReadLoad::epcOf, seed);
            long start = now(site);
            long end = start + SECONDS * 1_000_000L;
            while (now(site) < end) {
                traffic.goOnUntil(Math.min(end, now(site) + AHEAD_MICROS));
                Thread.sleep(500); // the traffic is made five seconds ahead
            }
            Thread.sleep(SETTLES_MS); // until who is under way is through and decided
            long ready = start + 1_000_000;
            List<Crossing> truth = site.dock().truth(now(site) - 4_000_000).stream()
                    .filter(crossing -> crossing.atMicros() > ready)
                    .toList();
            report(seed, site, truth, DockSite.decided(agent.log()), agent);
        }
    }

    private static void report(long seed, DockSite site, List<Crossing> truth, List<Decided> decided, Program agent)
            throws Exception {
        long origin = System.nanoTime() - now(site) * 1_000;
        List<Crossing> left = new ArrayList<>(truth);
        int right = 0;
        int way = 0;
        for (Decided passage : decided) {
            Optional<Crossing> match = left.stream()
                    .filter(crossing -> crossing.epcHex().equalsIgnoreCase(passage.epc()))
                    .filter(crossing -> crossing.door().equals("door-" + (passage.door() + 1)))
                    .filter(crossing ->
                            Math.abs(origin + crossing.atMicros() * 1_000 - passage.atTick()) / 1e9 < SAME_PASSAGE_S)
                    .findFirst();
            if (match.isPresent()) {
                left.remove(match.get());
                right++;
                way += match.get().out() == passage.out() ? 1 : 0;
            }
        }
        long reads = site.readers().stream()
                .mapToLong(reader -> reader.counters().reads())
                .sum();
        long kilobytes = Files.readAllLines(Path.of("/proc/" + agent.pid() + "/status")).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
                .findFirst()
                .orElse(-1);
        System.out.printf(
                Locale.ROOT,
                "dock: seed %d, %d doors, %d s, %d reads; %d tags crossed a door, %d scans: precision %.3f, recall %.3f,"
                        + " direction %.3f; RSS %.0f MB%n",
                seed,
                DOORS,
                SECONDS,
                reads,
                truth.size(),
                decided.size(),
                right / (double) Math.max(1, decided.size()),
                right / (double) Math.max(1, truth.size()),
                way / (double) Math.max(1, right),
                kilobytes / 1024.0);
    }

    private static long now(DockSite site) {
        return site.dock().micros(System.nanoTime());
    }
}
