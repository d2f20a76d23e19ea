package io.tagline.hub.tracking;

import io.tagline.wire.ClockQuality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened to a parcel: what a scan meant, or what somebody reported. The id is made from the rest, except for
 * {@code recordedAt}, so that a repeat is known by it.
 *
 * @param occurredAt when the parcel passed, to the millisecond
 * @param recordedAt when the hub learned it
 * @param site id of the site
 * @param place customer's word for where, if it is not the site's
 * @param passage the scan behind it
 * @param sourceRef the reporter's id, if there is no scan behind it
 */
public record TrackingEvent(
        UUID id,
        ParcelId parcel,
        EventKind kind,
        Instant occurredAt,
        Instant recordedAt,
        Optional<String> site,
        Optional<String> place,
        Optional<Passage> passage,
        Optional<String> sourceRef) {

    /**
     * What is kept of a scan; all of it is in the ledger under (journal, seq).
     *
     * @param stampedAt what the gateway's clock said, where that can not be: then {@code occurredAt} is an estimate
     */
    public record Passage(
            String portal,
            double confidence,
            ClockQuality clock,
            Optional<Instant> stampedAt,
            UUID journal,
            long seq) {}

    /** What a scan meant for the parcel that carried the tag. */
    static TrackingEvent ofPassage(ParcelId parcel, EventKind kind, Sighting sighting, Instant recordedAt) {
        var scan = sighting.scan();
        Instant at = sighting.at();
        return new TrackingEvent(
                EventId.ofPassage(at, parcel, kind, sighting.journal(), scan.seq()),
                parcel,
                kind,
                at,
                recordedAt,
                Optional.of(sighting.site()),
                Optional.empty(),
                Optional.of(new Passage(
                        scan.portal(),
                        scan.confidence(),
                        scan.clock(),
                        sighting.stampedAt(),
                        sighting.journal(),
                        scan.seq())),
                Optional.empty());
    }

    /** What a person, a carrier or an order says of a parcel. */
    public static TrackingEvent reported(
            ParcelId parcel,
            EventKind kind,
            Instant occurredAt,
            Instant recordedAt,
            Optional<String> site,
            Optional<String> place,
            String sourceRef) {
        Instant at = occurredAt.truncatedTo(ChronoUnit.MILLIS);
        UUID id = EventId.ofReport(at, parcel, kind, sourceRef);
        return new TrackingEvent(
                id, parcel, kind, at, recordedAt, site, place, Optional.empty(), Optional.of(sourceRef));
    }
}
