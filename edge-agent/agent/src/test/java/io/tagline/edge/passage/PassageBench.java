package io.tagline.edge.passage;

import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.reader.TagRead;
import io.tagline.epc.Epc;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Time of passage detection per read, with the work of its timer: four doors, a reader each at 1,000 reads/s, and tags in
 * view of which two in five go by on carts and the others stand about. {@code PassageBench [TAGS_IN_VIEW ...]}
 */
final class PassageBench {
    private static final int DOORS = 4;
    private static final int READS_PER_S = 1_000;
    private static final int SECONDS = 30;
    private static final long MS = 1_000_000;

    private PassageBench() {}

    public static void main(String[] args) {
        List<Integer> views = args.length == 0
                ? List.of(200, 1_000, 2_000)
                : java.util.Arrays.stream(args).map(Integer::valueOf).toList();
        for (int tags : views) {
            measure(tags);
        }
    }

    private static void measure(int tags) {
        List<PortalAntenna> antennas = new ArrayList<>();
        for (int i = 0; i < 4 * DOORS; i++) {
            Side side = i % 2 == 0 ? Side.INSIDE : Side.OUTSIDE;
            ReaderId reader = new ReaderId("reader-" + (i / 4 + 1));
            antennas.add(new PortalAntenna(new PortalId("door-" + (i / 4 + 1)), reader, i % 4 + 1, side, i));
        }
        PortalMap portals = new PortalMap(antennas);
        List<TagRead> reads = reads(portals, tags);
        double best = Double.MAX_VALUE;
        int[] passages = {0};
        long bytes = 0;
        for (int round = 0; round < 4; round++) {
            passages[0] = 0;
            long before = used();
            long began = cpuNanos();
            PassageDetector detector = new PassageDetector(portals);
            long present = 0;
            for (TagRead read : reads) {
                while (present <= read.tickNanos()) {
                    detector.elapse(present, passage -> passages[0]++);
                    present += 50 * MS;
                }
                detector.observe(read, passage -> passages[0]++);
            }
            long nanos = cpuNanos() - began;
            bytes = Math.max(bytes, used() - before);
            detector.elapse(Long.MAX_VALUE / 2, passage -> {});
            best = Math.min(best, nanos / 1e3 / reads.size());
        }
        System.out.printf(
                Locale.ROOT,
                "%,d tags in view, %d readers at %,d reads/s: %.2f us a read, timer included; %.1f MB (%d passages in %d s)%n",
                tags,
                DOORS,
                READS_PER_S,
                best,
                bytes / 1e6,
                passages[0],
                SECONDS);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Reads of all doors in the order of time; crude in radio, true in how often and where tags are heard. */
    private static List<TagRead> reads(PortalMap portals, int tags) {
        Random random = new Random(4);
        List<TagRead> reads = new ArrayList<>();
        int atDoor = tags / DOORS;
        int onCart = atDoor * 2 / 5;
        for (int ms = 0; ms < SECONDS * 1000; ms++) {
            for (int door = 0; door < DOORS; door++) {
                int antenna = ms / 100 % 4;
                for (int n = 0; n < READS_PER_S / 1000; n++) {
                    int heardAt = random.nextInt(8) == 0 ? Math.floorMod(door + 1, DOORS) : door;
                    boolean cart = random.nextInt(5) < 2;
                    int trip = ms / 5000;
                    int number =
                            cart ? 1_000_000 * (trip + 1) + random.nextInt(onCart) : random.nextInt(atDoor - onCart);
                    double y = cart ? 1.2 * ((ms % 5000) / 1000.0 - 2.5) : -1 - number % 4;
                    double antennaY = antenna % 2 == 0 ? -0.6 : 0.6;
                    double across = heardAt == door ? 1.5 : 5;
                    double wrongSide = y * antennaY < 0 ? Math.min(12, 10 * Math.abs(y)) : 0;
                    double dbm = -42
                            - 40 * Math.log10(Math.hypot(across, y - antennaY))
                            - wrongSide
                            + 3 * random.nextGaussian();
                    Epc epc = Epc.parse(String.format("303400%02d%016X", door, number));
                    reads.add(new TagRead(
                            portals.antennas().get(heardAt * 4 + antenna), epc, (float) Math.max(-75, dbm), ms * MS));
                }
            }
        }
        return reads;
    }
}
