package io.tagline.edge.passage;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** One simulated run with its truth: who crossed where and when, and who travelled with whom. */
final class TrainingRun {
    private static final long MS = 1_000_000;

    private record Crossing(String door, boolean out, long atMs) {}

    private final PortalMap portals;
    private final List<TagRead> reads = new ArrayList<>();
    private final Map<Epc, List<Crossing>> crossings = new HashMap<>();
    private final Map<Epc, Integer> cart = new HashMap<>();

    /** @param shiftMs what the reader's dwells are late against our steps */
    TrainingRun(Path dir, long shiftMs) throws IOException {
        List<PortalAntenna> antennas = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Side side = i % 2 == 0 ? Side.INSIDE : Side.OUTSIDE;
            antennas.add(new PortalAntenna(new PortalId("door-" + (i / 4 + 1)), new ReaderId("dock"), i + 1, side, i));
        }
        portals = new PortalMap(antennas);
        Map<String, Epc> epcs = new HashMap<>();
        for (String[] row : rows(dir.resolve("reads.csv"))) {
            int antenna = Integer.parseInt(row[2]) - 1;
            Epc epc = epcs.computeIfAbsent(row[1], Epc::parse);
            reads.add(new TagRead(
                    antennas.get(antenna), epc, Float.parseFloat(row[3]), (Long.parseLong(row[0]) + shiftMs) * MS));
        }
        for (String[] row : rows(dir.resolve("truth.csv"))) {
            crossings
                    .computeIfAbsent(Epc.parse(row[1]), epc -> new ArrayList<>())
                    .add(new Crossing(row[2], row[3].equals("out"), Long.parseLong(row[0]) + shiftMs));
        }
        int left = 0;
        int number = 0;
        for (String[] row : rows(dir.resolve("tags.csv"))) {
            if (left == 0) {
                left = Integer.parseInt(row[2]);
                number++;
            }
            left--;
            cart.put(Epc.parse(row[0]), number);
        }
    }

    private static List<String[]> rows(Path csv) throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(csv)) {
            rows.add(line.split(",", -1));
        }
        return rows.subList(1, rows.size());
    }

    /** Plays the run to a detector as replay does. */
    void play(Jury jury) {
        PassageDetector detector = new PassageDetector(portals, PassageSettings.defaults(), (portal, epc) -> {}, jury);
        Consumer<Passage> decided = passage -> {};
        long present = reads.get(0).tickNanos();
        for (TagRead read : reads) {
            while (present + 50 * MS <= read.tickNanos()) {
                present = detector.tags() == 0 ? read.tickNanos() : present + 50 * MS;
                detector.elapse(present, decided);
            }
            if (present < read.tickNanos()) {
                present = read.tickNanos();
                detector.elapse(present, decided);
            }
            detector.observe(read, decided);
        }
        for (int i = 0; i < 200; i++) {
            present += 50 * MS;
            detector.elapse(present, decided);
        }
    }

    boolean onOneCart(Epc one, Epc other) {
        return Objects.equals(cart.get(one), cart.get(other));
    }

    /** 1 the claim is right at this step, 0 wrong, -1 neither. */
    int label(Claim claim, long now) {
        String door = portals.portals().get(claim.visit().portal).value();
        int label = 0;
        long at = (now + 1) * 100;
        for (Crossing crossing : crossings.getOrDefault(claim.track().epc(), List.of())) {
            if (!crossing.door.equals(door) || crossing.out != (claim.from() == Lane.FROM_INSIDE)) {
                continue;
            }
            long late = at - crossing.atMs;
            if (late >= 0 && late <= 3800) {
                return 1;
            }
            if (late > -300 && late < 6500) {
                label = -1;
            }
        }
        return label;
    }
}
