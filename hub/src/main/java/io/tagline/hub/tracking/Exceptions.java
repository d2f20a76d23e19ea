package io.tagline.hub.tracking;

import io.tagline.hub.tracking.EventKind.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a parcel now, of the derived events that stand. */
public final class Exceptions {
    private static final Comparator<TrackingEvent> LATER =
            Comparator.comparing(TrackingEvent::occurredAt).thenComparing(TrackingEvent::id);

    private Exceptions() {}

    /**
     * The kinds that are open: a parcel that is seen elsewhere is not at the wrong site any more, nor too long at one; at its end
     * nothing is open.
     *
     * @param standing events that count
     */
    public static List<EventKind> of(List<TrackingEvent> standing) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        open(standing).forEach(event -> kinds.add(event.kind()));
        return List.copyOf(kinds);
    }

    /** As above, the derived events that say so, in no order. */
    public static List<TrackingEvent> open(List<TrackingEvent> standing) {
        boolean ended = standing.stream().anyMatch(event -> event.kind().standing() == Standing.DONE);
        if (ended) {
            return List.of();
        }
        Optional<String> lastSite = standing.stream()
                .filter(event -> !event.isDerived() && event.site().isPresent())
                .max(LATER)
                .flatMap(TrackingEvent::site);
        List<TrackingEvent> open = new ArrayList<>();
        for (TrackingEvent event : standing) {
            boolean here = event.site().equals(lastSite);
            switch (event.kind()) {
                case MISSING, LATE -> open.add(event);
                case MIS_SORTED, DWELLING -> {
                    if (here) {
                        open.add(event);
                    }
                }
                default -> {
                    // what happened is no exception
                }
            }
        }
        return List.copyOf(open);
    }
}
