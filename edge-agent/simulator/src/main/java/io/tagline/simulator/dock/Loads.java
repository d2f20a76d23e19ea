package io.tagline.simulator.dock;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Puts tags on things: how they lie, and what the goods behind them cost. */
final class Loads {
    /** Half of a roll cage of 0.72 by 0.81 m, 1.7 m high. */
    static final Place CAGE = new Place(0.36, 0.40, 1.7);

    /** Half of a parcel in somebody's arms, reaching up to the chest. */
    static final Place PARCEL = new Place(0.20, 0.15, 1.25);

    private static final double CARRIED_AT_M = 1.1;
    private static final double LOWEST_M = 0.25;

    /** Two-way figures are twice these: clothes cost nothing, a case of water more than a tag has to spare. */
    private static final double GOODS_DB = 4;

    private static final double GOODS_SPREAD_DB = 3;

    private Loads() {}

    static List<Item> caged(List<String> epcs, SplittableRandom random) {
        List<Item> items = new ArrayList<>();
        for (String epc : epcs) {
            Place offset = new Place(
                    CAGE.x() * (2 * random.nextDouble() - 1),
                    CAGE.y() * (2 * random.nextDouble() - 1),
                    LOWEST_M + (CAGE.z() - LOWEST_M) * random.nextDouble());
            items.add(new Item(epc, offset, anyWay(random), lossDb(random)));
        }
        return items;
    }

    static List<Item> inHands(String epc, SplittableRandom random) {
        return List.of(new Item(epc, new Place(0, 0, CARRIED_AT_M), anyWay(random), lossDb(random)));
    }

    private static double lossDb(SplittableRandom random) {
        return Math.max(0, GOODS_DB + GOODS_SPREAD_DB * random.nextGaussian());
    }

    private static Place anyWay(SplittableRandom random) {
        return new Place(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
    }
}
