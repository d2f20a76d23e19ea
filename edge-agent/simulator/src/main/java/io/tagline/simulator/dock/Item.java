package io.tagline.simulator.dock;

import java.util.Locale;

/**
 * A tag on something.
 *
 * @param epcHex EPC memory, lower-case hex
 * @param offset from the middle of its load on the floor, metres
 * @param dipole which way its antenna lies
 * @param lossDb what the goods under the label and its misfit cost, each way
 */
public record Item(String epcHex, Place offset, Place dipole, double lossDb) {
    public Item {
        epcHex = epcHex.toLowerCase(Locale.ROOT);
        dipole = dipole.unit();
    }
}
