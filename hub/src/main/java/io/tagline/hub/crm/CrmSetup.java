package io.tagline.hub.crm;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the engine treats one CRM.
 *
 * @param id by which people name it, 1 to 40 of a-z, 0-9 and -; what is kept of it is kept by this
 * @param dryRun whether all is done but writing
 * @param paused whether somebody has to start it when it is seen for the first time
 * @param firstSync what is sent of what was there before the CRM was; begun when the CRM is seen for the first time
 * @param firstPause how long to wait when the CRM was away once; twice as long each time, up to 5 min
 */
public record CrmSetup(
        String id, boolean dryRun, boolean paused, Set<Entity> firstSync, CrmLimits limits, Duration firstPause) {
    /** Before the id, in the name of its consumer of happenings. */
    static final String CONSUMERS = "crm:";

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");
    /** As most CRMs ask it of those that were told to come back without being told when. */
    public static final Duration USUAL_PAUSE = Duration.ofMillis(500);

    public CrmSetup {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("CRM id \"" + id + "\": expected 1 to 40 of a-z, 0-9 and -");
        }
        firstSync = Set.copyOf(firstSync);
    }

    /** What is sent when somebody wants all of it there: of a CRM that had none at first, what others begin with. */
    Set<Entity> syncs() {
        return firstSync.isEmpty() ? Set.of(Entity.CUSTOMER, Entity.ORDER, Entity.PARCEL) : firstSync;
    }

    /** The consumer of happenings that plans for it. */
    String consumer() {
        return CONSUMERS + id;
    }
}
