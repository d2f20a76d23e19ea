package io.tagline.hub.tracking;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which events are undone. A correction undoes the event that it names; a correction of a correction takes that one back, so that what
 * it undid counts again. Corrections of those say nothing: three people who contradict each other report what happened anew. So the
 * answer is a function of the set, whatever names what.
 */
public final class Corrections {
    private Corrections() {}

    /**
     * The ids of events that do not count, corrections that were taken back among them.
     *
     * @param corrections what each correction names, by the correction's id
     */
    public static Set<UUID> undone(Map<UUID, UUID> corrections) {
        Set<UUID> undone = new HashSet<>();
        corrections.forEach((id, named) -> {
            UUID further = corrections.get(named);
            if (further != null && !corrections.containsKey(further)) {
                undone.add(named);
            }
        });
        Set<UUID> takenBack = Set.copyOf(undone);
        corrections.forEach((id, named) -> {
            if (!corrections.containsKey(named) && !takenBack.contains(id)) {
                undone.add(named);
            }
        });
        return undone;
    }
}
