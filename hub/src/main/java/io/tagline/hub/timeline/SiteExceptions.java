package io.tagline.hub.timeline;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Exceptions;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Report;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the hub found to be wrong with parcels at a site, for those who can go and look there: mis-sorted, missing, too long there. Who
 * has looked clears it by a correction that says what they found. Safe for any thread.
 */
public final class SiteExceptions {
    /** The most that a site is shown; a day with more has another problem. */
    private static final int MOST = 100;

    /** What nobody cleared in that time is for those who look for lost parcels. */
    private static final Duration BACK = Duration.ofDays(30);

    private static final int LONGEST_NOTE = 200;

    private final Transactions transactions;
    private final LiveUpdates live;
    private final InstantSource clock;

    public SiteExceptions(Transactions transactions, LiveUpdates live, InstantSource clock) {
        this.transactions = transactions;
        this.live = live;
        this.clock = clock;
    }

    /**
     * One that is open.
     *
     * @param event the derived event that says so
     * @param since when it began to be so
     */
    public record Open(UUID event, EventKind kind, ParcelId parcel, String trackingNumber, Instant since) {}

    /** Those of a site, of the newest hundred. */
    public List<Open> at(String site) {
        Instant now = clock.instant();
        return transactions.read(tx -> at(tx, site, now));
    }

    private static List<Open> at(Tx tx, String site, Instant now) {
        List<Open> open = new ArrayList<>();
        Map<ParcelId, String> candidates = SiteExceptionsTable.candidates(tx, site, now.minus(BACK), MOST);
        candidates.forEach((parcel, number) ->
                Exceptions.open(ParcelTimeline.fold(TrackingEventsTable.of(tx, parcel))
                                .standing())
                        .stream()
                        .filter(event -> event.site().filter(site::equals).isPresent())
                        .map(event -> new Open(event.id(), event.kind(), parcel, number, event.occurredAt()))
                        .forEach(open::add));
        return open;
    }

    /**
     * Notes that somebody has looked after it; what they say is kept with the parcel, for staff.
     *
     * @param note 1 to 200 characters, not blank
     * @return false if it is not open any more, or never was
     * @throws IllegalArgumentException for another note
     */
    public boolean clear(Viewer who, String site, UUID event, String note) {
        if (note.isBlank() || note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "note of " + note.length() + " characters: expected 1 to " + LONGEST_NOTE + ", not blank");
        }
        Instant now = clock.instant();
        Set<ParcelId> moved = transactions.write(tx -> {
            Optional<Open> open = at(tx, site, now).stream()
                    .filter(one -> one.event().equals(event))
                    .findFirst();
            open.ifPresent(one -> Audit.record(
                    tx, who, "exception.cleared", "parcel:" + one.parcel().value(), one.kind() + " at " + site, now));
            return Timelines.record(
                    tx, open.map(one -> cleared(one, note, now)).stream().toList());
        });
        live.tell(moved);
        return !moved.isEmpty();
    }

    /** At no site: that somebody looked does not say that the parcel was there. */
    private static TrackingEvent cleared(Open open, String note, Instant now) {
        Report report = new Report(
                Origin.REPORTED,
                "cleared " + open.event(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(open.event()),
                Optional.of(note.strip()));
        return TrackingEvent.reported(
                open.parcel(), EventKind.CORRECTED, now, now, Optional.empty(), Optional.empty(), report);
    }
}
