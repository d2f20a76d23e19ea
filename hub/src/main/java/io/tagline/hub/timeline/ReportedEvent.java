package io.tagline.hub.timeline;

import io.tagline.hub.tracking.EventKind;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person or a carrier says happened to a parcel.
 *
 * @param site id of the site, where it happened at one
 * @param place customer's word for where, where it happened elsewhere
 * @param sourceRef the reporter's own id for it: said again under the same one, it is the same event
 */
public record ReportedEvent(
        EventKind kind, Instant occurredAt, Optional<String> site, Optional<String> place, String sourceRef) {
    private static final int LONGEST = 200;

    /** @throws IllegalArgumentException for a source reference that is empty or longer than 200 characters */
    public ReportedEvent {
        if (sourceRef.isBlank() || sourceRef.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "sourceRef of " + sourceRef.length() + " characters: expected 1 to " + LONGEST + ", not blank");
        }
    }

    /** What became of a report. */
    public enum Outcome {
        /** It is on the timeline now. */
        RECORDED,
        /** It was there before. */
        KNOWN,
        /** No parcel has this tracking number. */
        NO_SUCH_PARCEL
    }
}
