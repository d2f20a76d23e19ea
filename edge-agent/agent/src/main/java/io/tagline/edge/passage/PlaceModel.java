package io.tagline.edge.passage;

import io.tagline.edge.portal.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How likely an observation is at each place along a lane. A lane runs through a portal; its 13 cells are 0.4 m apart
 * along the way, from 2.4 m inside (cell 0) over the portal's line (cell 6) to 2.4 m outside; the end cells stand for
 * everything beyond.
 *
 * <p>An observation is one antenna hearing a tag during one step. It is described by what does not depend on the tag:
 * whether the antenna belongs to the lane's portal or another one, its side, a coarse RSSI, how that compares with the
 * portal's other side, and with other portals. The table {@code place-model.csv} was counted over simulated docks, with true
 * positions: five buildings and radios, 27 to 31 dBm, from the public bench's simulator; inside and outside are mirrored.
 * Immutable.
 */
final class PlaceModel {
    static final int CELLS = 13;
    static final int LINE = CELLS / 2;

    /** Differences of RSSI in classes, in dB; one class more for "not heard there". */
    private static final float[] CONTRAST_DB = {-9, -3, 3, 9};

    private static final float[] RIVAL_DB = {-6, 6};
    private static final float[] RSSI_DBM = {-66, -60, -54};

    private static final int RSSI_CLASSES = RSSI_DBM.length + 1;
    private static final int CONTRAST_CLASSES = CONTRAST_DB.length + 2;
    private static final int RIVAL_CLASSES = RIVAL_DB.length + 2;
    private static final int CLASSES = RSSI_CLASSES * CONTRAST_CLASSES * RIVAL_CLASSES;

    /** The class of an observation without RSSI: sums over all others. */
    static final int NO_RSSI = CLASSES;

    private static final String TABLE = "place-model.csv";

    /** [other portal?][side][class][cell], each row scaled to a largest value of 1. */
    private final float[][][][] likelihood = new float[2][2][CLASSES + 1][CELLS];

    private PlaceModel() {}

    /** Reads the table from the class path. */
    static PlaceModel load() {
        try (InputStream in = PlaceModel.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing from the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            PlaceModel model = new PlaceModel();
            int rows = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    model.put(line.split(",", -1));
                    rows++;
                }
            }
            if (rows != 2 * CLASSES) {
                throw new IllegalStateException(TABLE + " has " + rows + " rows; expected " + 2 * CLASSES);
            }
            return model.scaled();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One row: own|other, classes of RSSI, contrast and rival, then per cell 100 times the log-likelihood. */
    private void put(String[] row) {
        int other = row[0].equals("other") ? 1 : 0;
        int which = index(Integer.parseInt(row[1]), Integer.parseInt(row[2]), Integer.parseInt(row[3]));
        for (int cell = 0; cell < CELLS; cell++) {
            float p = (float) Math.exp(Integer.parseInt(row[4 + cell]) / 100.0);
            likelihood[other][Side.INSIDE.index()][which][cell] = p;
            likelihood[other][Side.OUTSIDE.index()][which][CELLS - 1 - cell] = p;
            likelihood[other][Side.INSIDE.index()][NO_RSSI][cell] += p;
            likelihood[other][Side.OUTSIDE.index()][NO_RSSI][CELLS - 1 - cell] += p;
        }
    }

    /**
     * Own and other rows of a class are divided by the same number, since lanes compete by them; the number itself
     * drops out when the filter normalises.
     */
    private PlaceModel scaled() {
        for (int side = 0; side < 2; side++) {
            for (int which = 0; which <= CLASSES; which++) {
                float largest = 0;
                for (int other = 0; other < 2; other++) {
                    for (float p : likelihood[other][side][which]) {
                        largest = Math.max(largest, p);
                    }
                }
                for (int other = 0; other < 2; other++) {
                    for (int cell = 0; cell < CELLS; cell++) {
                        likelihood[other][side][which][cell] /= largest;
                    }
                }
            }
        }
        return this;
    }

    /**
     * The class of an observation.
     *
     * @param rssiDbm strongest read of the step
     * @param oppositeDbm strongest lately by the portal's other side, negative infinity if none
     * @param rivalDbm strongest lately by any other portal, negative infinity if none
     */
    static int classOf(float rssiDbm, float oppositeDbm, float rivalDbm) {
        int contrast =
                oppositeDbm == Float.NEGATIVE_INFINITY ? CONTRAST_CLASSES - 1 : bin(rssiDbm - oppositeDbm, CONTRAST_DB);
        int rival = rivalDbm == Float.NEGATIVE_INFINITY ? RIVAL_CLASSES - 1 : bin(rssiDbm - rivalDbm, RIVAL_DB);
        return index(bin(rssiDbm, RSSI_DBM), contrast, rival);
    }

    /** Relative likelihood of an observation per cell; not to be changed by the caller. */
    float[] likelihood(boolean otherPortal, Side side, int observationClass) {
        return likelihood[otherPortal ? 1 : 0][side.index()][observationClass];
    }

    private static int index(int rssi, int contrast, int rival) {
        return (rssi * CONTRAST_CLASSES + contrast) * RIVAL_CLASSES + rival;
    }

    private static int bin(float value, float[] bounds) {
        int bin = 0;
        while (bin < bounds.length && value >= bounds[bin]) {
            bin++;
        }
        return bin;
    }
}
