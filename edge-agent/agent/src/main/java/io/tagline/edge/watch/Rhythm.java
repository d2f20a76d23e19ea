package io.tagline.edge.watch;

/**
 * How long a reader or an antenna is usually silent while its neighbours hear tags come. Time is cut into slots; those in which no
 * neighbour heard anything new say nothing, so a depot's night or a holiday is no silence. A run of slots in which the neighbours
 * heard and this one did not is a fault when it is more than twice as long as any of the last eight days.
 */
final class Rhythm {
    /** A week, and a day so that the same weekday is always among them. */
    private static final int DAYS = 8;

    private static final int TIMES_USUAL = 2;

    private final int slotsPerDay;
    private final int least;
    private final int[] longestOfDay = new int[DAYS];
    private long slots;
    private long heardSlots;
    private int run;

    /**
     * @param least slots in a row that are a fault at the earliest
     */
    Rhythm(int slotsPerDay, int least) {
        this.slotsPerDay = slotsPerDay;
        this.least = least;
    }

    /**
     * A slot is over.
     *
     * @param neighboursHeard whether a neighbour heard a tag come
     * @param heard whether this one heard any tag
     */
    void slot(boolean neighboursHeard, boolean heard) {
        int today = (int) (slots / slotsPerDay % DAYS);
        if (slots % slotsPerDay == 0) {
            longestOfDay[today] = 0;
        }
        slots++;
        if (heard) {
            // one that was named as a fault, too: a door shut every night must not be named every night
            longestOfDay[today] = Math.max(longestOfDay[today], run);
            heardSlots++;
            run = 0;
        } else if (neighboursHeard) {
            run++;
        }
    }

    /** Slots seen so far. */
    long slots() {
        return slots;
    }

    /** Slots in which it heard any tag. */
    long heardSlots() {
        return heardSlots;
    }

    /** Slots in which its neighbours heard tags come since it heard one itself. */
    int run() {
        return run;
    }

    /** The longest run of the last eight days. */
    int usual() {
        int longest = 0;
        for (int each : longestOfDay) {
            longest = Math.max(longest, each);
        }
        return longest;
    }

    boolean isFault() {
        return run >= Math.max(least, TIMES_USUAL * usual() + 1);
    }
}
