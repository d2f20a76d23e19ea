package io.tagline.edge.eye;

import io.tagline.edge.passage.Evidence;
import io.tagline.edge.passage.Passage;
import io.tagline.edge.passage.PassageDetector;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.reader.TagRead;
import io.tagline.epc.Epc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What photo-eyes add to passages, on docks of the portal bench: error of the crossing time, precision and direction, without
 * eyes, with one in the middle and with two in a row. The eyes are synthesised from the truth: each parcel breaks a beam for 0.4 s
 * around its crossing, edges are off by up to 20 ms and come 20 ms late, contacts bounce, and people go through each door every 20 s
 * on average. {@code EyeBench SEED RUN_DIR ...}
 */
final class EyeBench {
    private static final long MS = 1_000_000;
    private static final int STEP_MS = 50;
    private static final int LATENCY_MS = 20;

    private EyeBench() {}

    /** A row of truth.csv. */
    private record Truth(String epc, PortalId door, String direction, long ms) {}

    /** A beam is broken from when to when. */
    private record Break(long fromMs, long toMs) {}

    public static void main(String[] args) throws IOException {
        long seed = Long.parseLong(args[0]);
        System.out.printf(
                "%-22s %-7s %9s %9s %9s %9s %9s  %s%n",
                "dock", "eyes", "off p50", "off p95", "direction", "precision", "undoubted", "seen, unseen, other way");
        for (String run : List.of(args).subList(1, args.length)) {
            Path dir = Path.of(run);
            List<Truth> truth = truth(dir);
            List<TagRead> reads = reads(dir);
            String name = dir.getFileName().toString();
            report(name, "none", truth, run(reads, truth, List.of(), seed));
            report(name, "middle", truth, run(reads, truth, List.of(EyePosition.MIDDLE), seed));
            report(name, "pair", truth, run(reads, truth, List.of(EyePosition.OUTSIDE, EyePosition.INSIDE), seed));
        }
    }

    private static List<Passage> run(List<TagRead> reads, List<Truth> truth, List<EyePosition> positions, long seed) {
        List<EyeSettings> settings = new ArrayList<>();
        List<BeamChange> edges = new ArrayList<>();
        long endMs = reads.get(reads.size() - 1).tickNanos() / MS + 10_000;
        for (int door = 1; door <= 2; door++) {
            PortalId portal = new PortalId("door-" + door);
            Random random = new Random(seed + door);
            List<Break> people = people(random, endMs);
            for (EyePosition position : positions) {
                EyeId id = new EyeId(portal, position);
                settings.add(new EyeSettings("bench", id, new EyeSettings.GpioPin(1), true, EyeSettings.DEBOUNCE));
                edges(id, breaks(portal, position, truth, people, random), random, edges);
            }
        }
        edges.sort(Comparator.comparingLong(BeamChange::tickNanos));
        Eyes eyes = new Eyes(settings, eye -> true);
        PassageDetector detector = new PassageDetector(docks());
        List<Passage> passages = new ArrayList<>();
        int read = 0;
        int edge = 0;
        for (long nowMs = reads.get(0).tickNanos() / MS; nowMs < endMs; nowMs += STEP_MS) {
            for (; edge < edges.size() && edges.get(edge).tickNanos() <= (nowMs - LATENCY_MS) * MS; edge++) {
                eyes.changed(edges.get(edge));
            }
            eyes.elapse(nowMs * MS);
            for (; read < reads.size() && reads.get(read).tickNanos() <= nowMs * MS; read++) {
                detector.observe(reads.get(read), passage -> passages.add(eyes.weigh(passage)));
            }
            detector.elapse(nowMs * MS, passage -> passages.add(eyes.weigh(passage)));
        }
        return passages;
    }

    private static List<Break> breaks(
            PortalId portal, EyePosition position, List<Truth> truth, List<Break> people, Random random) {
        List<Break> breaks = new ArrayList<>(people);
        for (Truth each : truth) {
            if (each.door().equals(portal)) {
                long beam = each.ms() + beside(position, each.direction().equals("in"));
                breaks.add(new Break(beam - 200 + jitter(random), beam + 200 + jitter(random)));
            }
        }
        breaks.sort(Comparator.comparingLong(Break::fromMs));
        List<Break> merged = new ArrayList<>();
        for (Break each : breaks) {
            Break last = merged.isEmpty() ? new Break(0, Long.MIN_VALUE) : merged.get(merged.size() - 1);
            if (each.fromMs() <= last.toMs()) {
                merged.set(merged.size() - 1, new Break(last.fromMs(), Math.max(last.toMs(), each.toMs())));
            } else {
                merged.add(each);
            }
        }
        return merged;
    }

    /** A beam 30 cm beside the line is reached a quarter of a second earlier or later. */
    private static long beside(EyePosition position, boolean in) {
        return switch (position) {
            case MIDDLE -> 0;
            case INSIDE -> in ? 250 : -250;
            case OUTSIDE -> in ? -250 : 250;
        };
    }

    /** People without a tag break all beams of a door at about the same time. */
    private static List<Break> people(Random random, long endMs) {
        List<Break> people = new ArrayList<>();
        for (double ms = 0; ms < endMs; ms += -20_000 * Math.log(1 - random.nextDouble())) {
            people.add(new Break((long) ms, (long) ms + 300 + random.nextInt(500)));
        }
        return people;
    }

    private static int jitter(Random random) {
        return random.nextInt(41) - 20;
    }

    /** Each edge with a bounce of 2 ms. */
    private static void edges(EyeId eye, List<Break> breaks, Random random, List<BeamChange> edges) {
        for (Break each : breaks) {
            for (boolean broken : new boolean[] {true, false}) {
                long ms = broken ? each.fromMs() : each.toMs();
                edges.add(new BeamChange(eye, broken, ms * MS));
                if (random.nextBoolean()) {
                    edges.add(new BeamChange(eye, !broken, (ms + 1) * MS));
                    edges.add(new BeamChange(eye, broken, (ms + 2) * MS));
                }
            }
        }
    }

    /** Off: milliseconds between the crossing and what the scan says. Undoubted: precision of scans of a confidence over a half. */
    private static void report(String dock, String eyes, List<Truth> truth, List<Passage> passages) {
        Map<String, List<Truth>> byTag = new HashMap<>();
        truth.forEach(each -> byTag.computeIfAbsent(each.epc() + each.door(), key -> new ArrayList<>())
                .add(each));
        List<Long> off = new ArrayList<>();
        Map<Evidence.Eye, Integer> said = new EnumMap<>(Evidence.Eye.class);
        Map<Evidence.Eye, Integer> saidOfFalse = new EnumMap<>(Evidence.Eye.class);
        double directions = 0;
        double undoubted = 0;
        double undoubtedTrue = 0;
        for (Passage passage : passages) {
            Optional<Truth> match = match(passage, byTag);
            boolean believed = passage.confidence() >= 0.5;
            undoubted += believed ? 1 : 0;
            (match.isPresent() ? said : saidOfFalse).merge(passage.evidence().eye(), 1, Integer::sum);
            if (match.isPresent()) {
                undoubtedTrue += believed ? 1 : 0;
                off.add(Math.abs(match.get().ms() - passage.atTick() / MS));
                directions += match.get().direction().equals(passage.direction().code()) ? 1 : 0;
            }
        }
        off.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%-22s %-7s %9d %9d %9.4f %9.4f %9.4f  true %s, false %s%n",
                dock,
                eyes,
                off.get(off.size() / 2),
                off.get(off.size() * 95 / 100),
                directions / off.size(),
                off.size() / (double) passages.size(),
                undoubtedTrue / undoubted,
                said,
                saidOfFalse);
    }

    /** The crossing of this tag at this door that is nearest to the scan, if it is as near as the bench wants it. */
    private static Optional<Truth> match(Passage passage, Map<String, List<Truth>> byTag) {
        long ms = passage.atTick() / MS;
        return byTag.getOrDefault(passage.epc().hex() + passage.portal(), List.of()).stream()
                .min(Comparator.comparingLong(each -> Math.abs(each.ms() - ms)))
                .filter(each -> Math.abs(each.ms() - ms) <= 4_000);
    }

    private static List<Truth> truth(Path dir) throws IOException {
        List<Truth> truth = new ArrayList<>();
        for (String[] row : rows(dir.resolve("truth.csv"), "t_ms", "epc", "door", "direction")) {
            truth.add(new Truth(row[1], new PortalId(row[2]), row[3], Math.round(Double.parseDouble(row[0]))));
        }
        return truth;
    }

    private static List<TagRead> reads(Path dir) throws IOException {
        List<TagRead> reads = new ArrayList<>();
        List<PortalAntenna> antennas = docks().antennas();
        for (String[] row : rows(dir.resolve("reads.csv"), "t_ms", "epc", "antenna", "rssi_dbm")) {
            PortalAntenna at = antennas.get(Integer.parseInt(row[2]) - 1);
            long tick = Math.round(Double.parseDouble(row[0]) * MS);
            reads.add(new TagRead(at, Epc.parse(row[1]), Float.parseFloat(row[3]), tick));
        }
        return reads;
    }

    private static List<String[]> rows(Path file, String... columns) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> head = List.of(lines.get(0).split(",", -1));
        int[] at = Arrays.stream(columns).mapToInt(head::indexOf).toArray();
        return lines.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> Arrays.stream(at).mapToObj(index -> cells[index]).toArray(String[]::new))
                .toList();
    }

    /** The simulator's doors: four antennas each, in turns inside and outside. */
    private static PortalMap docks() {
        List<PortalAntenna> antennas = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Side side = i % 2 == 0 ? Side.INSIDE : Side.OUTSIDE;
            antennas.add(new PortalAntenna(new PortalId("door-" + (i / 4 + 1)), new ReaderId("dock"), i + 1, side, i));
        }
        return new PortalMap(antennas);
    }
}
