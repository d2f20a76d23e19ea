package io.tagline.hub.timeline;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Report;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person or a carrier says happened to a parcel.
 *
 * @param site id of the site, where it happened at one
 * @param place customer's word for where, where it happened elsewhere
 * @param report who says so; its source reference is the reporter's own id: said again under the same one, it is the same event
 */
public record ReportedEvent(
        EventKind kind, Instant occurredAt, Optional<String> site, Optional<String> place, Report report) {
    private static final int LONGEST = 200;
    /** How the source references of what the hub derives begin. */
    private static final String OWN = TrackingEvent.OWN_REFS;

    /** What a person or a program that knows our words says. */
    public ReportedEvent(
            EventKind kind, Instant occurredAt, Optional<String> site, Optional<String> place, String sourceRef) {
        this(kind, occurredAt, site, place, new Report(Origin.REPORTED, sourceRef));
    }

    /**
     * @throws IllegalArgumentException for a source reference that is empty, longer than 200 characters or of those that the hub gives,
     *     a derived kind, or a correction that does not say of what
     */
    public ReportedEvent {
        String sourceRef = report.sourceRef();
        if (sourceRef.isBlank() || sourceRef.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "sourceRef of " + sourceRef.length() + " characters: expected 1 to " + LONGEST + ", not blank");
        }
        if (sourceRef.startsWith(OWN)) {
            throw new IllegalArgumentException("sourceRef \"" + sourceRef
                    + "\": expected one that does not begin with \"" + OWN + "\", which is the hub's");
        }
        if (kind.isDerived()) {
            throw new IllegalArgumentException("kind \"" + kind.code() + "\": the hub derives it from other events");
        }
        if (kind == EventKind.CORRECTED != report.corrects().isPresent()) {
            throw new IllegalArgumentException("kind \"" + kind.code()
                    + "\": expected \"corrected\" and the id of the event that it corrects together, or neither");
        }
    }

    /** What became of a report. */
    public enum Outcome {
        /** It is on the timeline now. */
        RECORDED,
        /** It was there before. */
        KNOWN,
        /** No parcel has this tracking number. */
        NO_SUCH_PARCEL,
        /** It corrects an event that the parcel does not have, or its registration. */
        NO_SUCH_EVENT
    }
}
