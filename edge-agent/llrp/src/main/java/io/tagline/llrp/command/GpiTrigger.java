package io.tagline.llrp.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reading that an input of the reader starts and ends, without the agent: a photo-eye, a door contact, a conveyor that runs
 * (LLRP 1.0.1 §10.2.1.1.1). What the reader reads between two of them, it does not.
 *
 * @param input number of the general-purpose input, from 1
 * @param high the level whose coming starts the reading
 * @param timeout the longest that it reads for one start, 100 ms to 1 h: an eye that stays blocked must not read for ever
 * @param untilRelease whether the other level ends it before; else it reads for the whole time, as behind an eye that a parcel
 *     leaves before it is out of view
 */
public record GpiTrigger(int input, boolean high, Duration timeout, boolean untilRelease) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration SHORTEST = Duration.ofMillis(100);
    public static final Duration LONGEST = Duration.ofHours(1);

    public GpiTrigger {
        List<String> problems = new ArrayList<>();
        if (input < 1 || input > 65_535) {
            problems.add("trigger input is " + input + "; expected 1 to 65535");
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            problems.add("trigger timeout in ms is " + timeout.toMillis() + "; expected " + SHORTEST.toMillis() + " to "
                    + LONGEST.toMillis());
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
