package io.tagline.hub.web;

import io.tagline.hub.timeline.EventView;
import io.tagline.hub.tracking.EventKind;
import java.util.EnumSet;
import java.util.Set;

/** Which text of the messages says to customers what an event is; with its place, where the event is about the place. */
final class EventWords {

    private static final Set<EventKind> ABOUT_A_PLACE = EnumSet.of(
            EventKind.ACCEPTED,
            EventKind.ARRIVED,
            EventKind.SORTED,
            EventKind.DEPARTED,
            EventKind.HELD,
            EventKind.LOADED,
            EventKind.READY_FOR_PICKUP,
            EventKind.UNKNOWN,
            EventKind.DWELLING);

    private EventWords() {}

    /** Its argument 0 is the place. */
    static String key(EventView event) {
        if (event.kind() == EventKind.UNKNOWN && event.portal().isEmpty()) {
            // it may be anything, so it is not called seen
            return "event.unknown.report";
        }
        return key(event.kind(), event.place().isPresent());
    }

    static String key(EventKind kind, boolean withPlace) {
        return kind.textKey() + (withPlace && ABOUT_A_PLACE.contains(kind) ? ".at" : "");
    }
}
