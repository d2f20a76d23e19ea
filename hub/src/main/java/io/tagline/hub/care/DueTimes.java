package io.tagline.hub.care;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * When somebody has to have answered, and solved it; and shortly before each, when a supervisor is told.
 *
 * @param respondWarn when four fifths of the time to answer are over
 * @param resolveWarn when four fifths of the time to solve it are over
 */
public record DueTimes(Instant respondWarn, Instant respondBy, Instant resolveWarn, Instant resolveBy) {

    /** As the target says, from when the case came. */
    static DueTimes of(CareRules.Target target, Instant from) {
        return new DueTimes(
                target.hours().after(from, early(target.respond())),
                target.hours().after(from, target.respond()),
                target.hours().after(from, early(target.resolve())),
                target.hours().after(from, target.resolve()));
    }

    private static Duration early(Duration whole) {
        return whole.multipliedBy(4).dividedBy(5);
    }

    /** With the time to solve it longer by a time of waiting. */
    DueTimes extended(WorkHours hours, Duration waited) {
        return new DueTimes(respondWarn, respondBy, hours.after(resolveWarn, waited), hours.after(resolveBy, waited));
    }

    /** How far it has come by now. */
    Escalation reached(boolean responded, Instant now) {
        return moments(responded).entrySet().stream()
                .filter(moment -> !moment.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .reduce(Escalation.NONE, (nearer, later) -> later);
    }

    /** When it comes to something later than this; empty if nothing is later. */
    Optional<Instant> after(Escalation reached, boolean responded) {
        return moments(responded).entrySet().stream()
                .filter(moment -> moment.getKey().compareTo(reached) > 0)
                .map(Map.Entry::getValue)
                .min(Instant::compareTo);
    }

    /** In the order of the escalations. */
    private Map<Escalation, Instant> moments(boolean responded) {
        Map<Escalation, Instant> moments = new EnumMap<>(Escalation.class);
        if (!responded) {
            moments.put(Escalation.RESPONSE_NEAR, respondWarn);
            moments.put(Escalation.RESPONSE_MISSED, respondBy);
        }
        moments.put(Escalation.RESOLUTION_NEAR, resolveWarn);
        moments.put(Escalation.RESOLUTION_MISSED, resolveBy);
        return moments;
    }
}
