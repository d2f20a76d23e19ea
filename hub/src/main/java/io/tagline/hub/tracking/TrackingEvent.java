package io.tagline.hub.tracking;

import io.tagline.wire.ClockQuality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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
 * @param report who says so, if there is no scan behind it
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
        Optional<Report> report) {

    /** How the source references begin of what the hub derives; nobody else may use such ones. */
    public static final String OWN_REFS = "tagline:";

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

    /** Who says that an event happened. */
    public enum Origin {
        /** The order that holds the parcel. */
        ORDER,
        /** A person, or a program that knows our words. */
        REPORTED,
        /** Another carrier, in its own codes. */
        CARRIER,
        /** This hub, from other events and what is expected. */
        DERIVED;

        /** Stable word in the store and the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is kept of a report.
     *
     * @param sourceRef the reporter's id: said again under the same one, it is the same event
     * @param carrier id of the carrier in the settings
     * @param rawCode what the carrier said, as it said it
     * @param corrects the event that this one undoes
     * @param note why, for staff
     */
    public record Report(
            Origin origin,
            String sourceRef,
            Optional<String> carrier,
            Optional<String> rawCode,
            Optional<UUID> corrects,
            Optional<String> note) {
        /** One with nothing but its reference. */
        public Report(Origin origin, String sourceRef) {
            this(origin, sourceRef, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** The event that this one undoes. */
    public Optional<UUID> corrects() {
        return report.flatMap(Report::corrects);
    }

    /** True if this hub found it out itself. */
    public boolean isDerived() {
        return report.filter(said -> said.origin() == Origin.DERIVED).isPresent();
    }

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

    /** What a person or an order says of a parcel. */
    public static TrackingEvent reported(
            ParcelId parcel,
            EventKind kind,
            Instant occurredAt,
            Instant recordedAt,
            Optional<String> site,
            Optional<String> place,
            String sourceRef) {
        Origin origin = kind == EventKind.REGISTERED ? Origin.ORDER : Origin.REPORTED;
        return reported(parcel, kind, occurredAt, recordedAt, site, place, new Report(origin, sourceRef));
    }

    /** What anybody but a portal says of a parcel. */
    public static TrackingEvent reported(
            ParcelId parcel,
            EventKind kind,
            Instant occurredAt,
            Instant recordedAt,
            Optional<String> site,
            Optional<String> place,
            Report report) {
        Instant at = occurredAt.truncatedTo(ChronoUnit.MILLIS);
        UUID id = EventId.ofReport(at, parcel, kind, report.sourceRef());
        return new TrackingEvent(id, parcel, kind, at, recordedAt, site, place, Optional.empty(), Optional.of(report));
    }
}
