package io.tagline.hub.timeline;

import io.tagline.epc.IdentityException;
import io.tagline.epc.TrackingNumber;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.ParcelStatusTable.ParcelHeader;
import io.tagline.hub.tracking.Corrections;
import io.tagline.hub.tracking.CustomerText;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Exceptions;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.SiteKind;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.TrackingEvent.Passage;
import io.tagline.hub.tracking.UpuCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parcels for pages and API: their timelines, and what people and carriers report of them. Safe for any thread. */
public final class Parcels {
    private final Transactions transactions;
    private final SiteMap sites;
    private final LiveUpdates live;
    private final InstantSource clock;

    public Parcels(Transactions transactions, SiteMap sites, LiveUpdates live, InstantSource clock) {
        this.transactions = transactions;
        this.sites = sites;
        this.live = live;
        this.clock = clock;
    }

    /** The parcel that has this tracking number now, in any case and spacing, and with hyphens that are only printed. */
    public Optional<ParcelView> byTrackingNumber(String trackingNumber) {
        return transactions.read(tx -> spellings(trackingNumber)
                .flatMap(number -> ParcelStatusTable.byTrackingNumber(tx, number).stream())
                .findFirst()
                .map(header -> view(tx, header)));
    }

    /** The tracking number of a parcel. */
    public Optional<String> numberOf(ParcelId parcel) {
        return transactions.read(tx -> ParcelStatusTable.numberOf(tx, parcel));
    }

    /** The parcel that this link opens. */
    public Optional<ParcelView> byLink(TrackingLink link) {
        return transactions.read(tx -> ParcelStatusTable.byLink(tx, link).map(header -> view(tx, header)));
    }

    /** Whether there is news of the parcel that this link opens; read one before what it is to stand for. */
    public Optional<ParcelStamp> stamp(TrackingLink link) {
        return transactions.read(tx -> ParcelStatusTable.stamp(tx, link));
    }

    /** One line of a parcel's timeline, and whose it is. */
    public record ParcelEvent(ParcelId parcel, EventView event) {}

    /**
     * What happened to some parcels, newest first, in the caller's transaction.
     *
     * @param parcels 512 at most
     * @param beforeMs no later than that, and of what happened then only what has a lower id
     */
    public List<ParcelEvent> eventsBefore(Tx tx, Collection<ParcelId> parcels, long beforeMs, UUID beforeId, int most) {
        List<TrackingEvent> found = TrackingEventsTable.before(tx, parcels, beforeMs, beforeId, most);
        Set<ParcelId> theirs = found.stream().map(TrackingEvent::parcel).collect(Collectors.toSet());
        Set<UUID> undone = Corrections.undone(TrackingEventsTable.corrections(tx, theirs));
        return found.stream()
                .map(event -> new ParcelEvent(event.parcel(), view(event, undone.contains(event.id()))))
                .toList();
    }

    /** Puts a report on the parcel's timeline; told twice under the same source reference, it is there once. */
    public ReportedEvent.Outcome record(String trackingNumber, ReportedEvent report) {
        Instant now = clock.instant();
        Optional<ParcelId> parcel = transactions.read(tx -> spellings(trackingNumber)
                .flatMap(number -> ParcelStatusTable.idOf(tx, number).stream())
                .findFirst());
        if (parcel.isEmpty()) {
            return ReportedEvent.Outcome.NO_SUCH_PARCEL;
        }
        TrackingEvent event = TrackingEvent.reported(
                parcel.get(), report.kind(), report.occurredAt(), now, report.site(), report.place(), report.report());
        Optional<UUID> corrected = event.corrects();
        if (corrected.isPresent()
                && !transactions.read(tx -> TrackingEventsTable.canBeCorrected(tx, parcel.get(), corrected.get()))) {
            return ReportedEvent.Outcome.NO_SUCH_EVENT;
        }
        Set<ParcelId> moved = transactions.write(tx -> Timelines.record(tx, List.of(event)));
        live.tell(moved);
        return moved.isEmpty() ? ReportedEvent.Outcome.KNOWN : ReportedEvent.Outcome.RECORDED;
    }

    private ParcelView view(Tx tx, ParcelHeader header) {
        ParcelTimeline timeline = ParcelTimeline.fold(TrackingEventsTable.of(tx, header.id()));
        List<EventView> events = timeline.events().stream()
                .map(event -> view(event, timeline.undone().contains(event.id())))
                .toList();
        ParcelStatus status = timeline.status();
        String statusText = events.stream()
                .filter(event -> !event.undone()
                        && event.kind() == status.kind()
                        && event.occurredAt().equals(status.at()))
                .map(EventView::text)
                .reduce(CustomerText.of(status.kind(), Optional.empty()), (earlier, later) -> later);
        return new ParcelView(
                header.id(),
                header.trackingNumber(),
                header.link(),
                status.kind(),
                statusText,
                status.at(),
                header.promise(),
                header.promisedFrom(),
                Exceptions.of(timeline.standing()),
                header.orderSource(),
                header.orderReference(),
                header.serviceLevel(),
                events);
    }

    private EventView view(TrackingEvent event, boolean undone) {
        Optional<String> place = event.place().or(() -> event.site().map(sites::place));
        Optional<Passage> passage = event.passage();
        return new EventView(
                event.id(),
                event.kind(),
                event.kind() == EventKind.UNKNOWN && passage.isEmpty()
                        ? CustomerText.ofUnknownReport()
                        : CustomerText.of(event.kind(), place),
                event.occurredAt(),
                passage.flatMap(Passage::stampedAt).isPresent(),
                event.recordedAt(),
                event.site(),
                place,
                passage.map(Passage::portal),
                UpuCode.of(event.kind(), event.site().map(sites::kind).orElse(SiteKind.SORTING)),
                event.kind().bizStep(),
                passage.map(p -> OptionalDouble.of(p.confidence())).orElse(OptionalDouble.empty()),
                passage.map(Passage::clock),
                undone,
                event.report());
    }

    /** What may be meant, the text itself first: some operators' numbers have hyphens, others are printed with them. */
    private static Stream<String> spellings(String trackingNumber) {
        return Stream.of(trackingNumber, trackingNumber.replace("-", ""))
                .flatMap(text -> normal(text).stream())
                .distinct();
    }

    /** Empty for what can't be a tracking number: no parcel has it. */
    private static Optional<String> normal(String trackingNumber) {
        try {
            return Optional.of(TrackingNumber.parse(trackingNumber).value());
        } catch (IdentityException noTrackingNumber) {
            return Optional.empty();
        }
    }
}
