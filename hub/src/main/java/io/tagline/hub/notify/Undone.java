package io.tagline.hub.notify;

import io.tagline.hub.notify.SaidTable.Said;
import io.tagline.hub.timeline.ParcelTimeline;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether what somebody was told of a parcel has been undone since. A pure function of what was said and of the parcel's events. */
final class Undone {
    private static final Comparator<TrackingEvent> LATER = Comparator.comparing(TrackingEvent::occurredAt)
            .thenComparing(event -> event.kind().rank());

    private Undone() {}

    /**
     * What has to be taken back; empty if the last that was said of how the parcel stands was so, was taken back already, or is
     * outdone by what the parcel has come to since. That it was delivered is taken back whatever it has come to.
     *
     * @param said the oldest first
     * @param status the parcel's now
     * @param events all of the parcel's, read only where they decide
     */
    static Optional<Milestone> of(List<Said> said, EventKind status, Supplier<List<TrackingEvent>> events) {
        Optional<Said> last = said.stream()
                .filter(each ->
                        each.told().milestone().isStatus() || each.told().corrects())
                .reduce((earlier, later) -> later);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Milestone told = last.get().told().milestone();
        boolean still = Milestone.of(status).filter(told::equals).isPresent();
        boolean outdone = told != Milestone.DELIVERED && told.rank() < status.rank();
        if (told == Milestone.CORRECTED || !told.isStatus() || still || outdone) {
            return Optional.empty();
        }
        List<TrackingEvent> all = events.get();
        return eventBehind(told, all, last.get().at())
                .filter(event -> ParcelTimeline.fold(all).undone().contains(event.id()))
                .map(event -> told);
    }

    /** Of the events that stood when it was said the one that it was said of. */
    private static Optional<TrackingEvent> eventBehind(Milestone told, List<TrackingEvent> all, Instant at) {
        // of what came in at that very moment a correction is none that whoever told it knew of
        List<TrackingEvent> known = all.stream()
                .filter(event -> event.kind() == EventKind.CORRECTED
                        ? event.recordedAt().isBefore(at)
                        : !event.recordedAt().isAfter(at))
                .toList();
        return known.isEmpty()
                ? Optional.empty()
                : ParcelTimeline.fold(known).standing().stream()
                        .filter(event ->
                                Milestone.of(event.kind()).filter(told::equals).isPresent())
                        .max(LATER);
    }
}
