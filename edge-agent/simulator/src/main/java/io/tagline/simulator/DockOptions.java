package io.tagline.simulator;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code --dock} and its companions say.
 *
 * @param doors how many, each with a reader of its own
 * @param tripsPerMinute of carts and parcels at all doors together, strays among them
 * @param powerDbm of all readers
 * @param truth file that gets a line for each tag that crosses a door
 * @param record folder for reads and truth of a recording, in place of running
 * @param seconds how long the recording is
 */
record DockOptions(
        int doors,
        int tripsPerMinute,
        double powerDbm,
        long seed,
        Optional<Path> truth,
        Optional<Path> record,
        int seconds) {}
