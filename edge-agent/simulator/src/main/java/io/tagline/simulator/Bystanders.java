package io.tagline.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Tags that stand around at doors: goods of other people, with SGTIN-96 EPCs (EPC TDS) made up from a seed. */
final class Bystanders {
    /** SGTIN-96, filter 0, partition 5: 8, 3 and 3 bits; then 24 bits of company prefix 4012345 and 20 of item. */
    private static final long HEAD = (((0x30L << 6) | 0b000_101) << 24) | 4_012_345;

    private static final int ITEMS = 1_000_000;
    private static final long SERIALS = 1L << 38;

    private Bystanders() {}

    static List<ParcelWalk> at(String door, int parked, int strays, Duration howLong, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ door.hashCode());
        List<ParcelWalk> all = new ArrayList<>();
        for (int i = 0; i < parked + strays; i++) {
            boolean inside = random.nextBoolean();
            Movement movement = i < parked
                    ? (inside ? Movement.PARKED_INSIDE : Movement.PARKED_OUTSIDE)
                    : (inside ? Movement.STRAY_INSIDE : Movement.STRAY_OUTSIDE);
            all.add(new ParcelWalk(epc(random), door, movement, Duration.ZERO, howLong));
        }
        return all;
    }

    private static String epc(SplittableRandom random) {
        long item = random.nextInt(ITEMS);
        long serial = random.nextLong(SERIALS);
        // 38 bits of head, 20 of item, 38 of serial: the first 64 bits hold all of the first two and 6 of the serial
        long high = (HEAD << 26) | (item << 6) | (serial >>> 32);
        return String.format("%016x%08x", high, serial & 0xffff_ffffL);
    }
}
