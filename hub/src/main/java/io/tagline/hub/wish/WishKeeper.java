package io.tagline.hub.wish;

import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.outbox.Numbered;
import io.tagline.hub.store.Sweep;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.ParcelTimeline;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notes with each wish where its parcel is, so that the depot that has it need not look through the country's, and lets wishes go that
 * are over. A depot's are those of parcels last seen there and not sent on, and of those that it is next for by their own route. Confined
 * to one thread.
 */
public final class WishKeeper {
    private static final String CONSUMER = "wishes";
    private static final int AT_ONCE = 500;
    /** A delivery may turn out to be none. */
    private static final Duration AFTER_THE_END = Duration.ofDays(3);
    /** Nobody waits for the parcel any more. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Transactions transactions;
    private final InstantSource clock;
    private Optional<Sweep<ParcelId>> sweep = Optional.empty();

    public WishKeeper(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Where a parcel is.
     *
     * @param site that it was seen at last, unless it was sent on from there
     * @param next the one after that on its own route
     */
    record Place(Optional<String> site, Optional<String> next) {
        static Place of(Tx tx, ParcelId parcel) {
            List<TrackingEvent> events = Timelines.events(tx, parcel);
            Optional<TrackingEvent> last = events.isEmpty()
                    ? Optional.empty()
                    : ParcelTimeline.fold(events).standing().stream()
                            .filter(event ->
                                    event.site().isPresent() && event.kind().standing() != EventKind.Standing.NOTED)
                            .reduce((earlier, later) -> later);
            Optional<String> seen = last.flatMap(TrackingEvent::site);
            Optional<String> next = seen.flatMap(site -> after(site, DeliveryWishesTable.route(tx, parcel)));
            return new Place(
                    last.filter(event -> event.kind() != EventKind.DEPARTED).flatMap(TrackingEvent::site), next);
        }

        private static Optional<String> after(String site, List<String> route) {
            int at = route.indexOf(site);
            return at < 0 || at + 1 >= route.size() ? Optional.empty() : Optional.of(route.get(at + 1));
        }
    }

    /** Notes where the parcels of wishes have come since the last look; how many happenings it has dealt with. */
    public int follow() {
        List<Numbered> batch = transactions.read(tx -> Happenings.after(tx, CONSUMER, AT_ONCE));
        if (batch.isEmpty()) {
            return 0;
        }
        Set<ParcelId> moved = new LinkedHashSet<>();
        for (Numbered numbered : batch) {
            Happening happening = numbered.happening();
            if (happening.kind() == Kind.EVENT_RECORDED) {
                happening.parcel().ifPresent(moved::add);
            }
        }
        Set<ParcelId> wished = transactions.read(tx -> DeliveryWishesTable.wished(tx, moved));
        long last = batch.get(batch.size() - 1).seq();
        boolean unused = transactions.write(tx -> {
            wished.forEach(parcel -> DeliveryWishesTable.place(tx, parcel, Place.of(tx, parcel)));
            Happenings.advance(tx, CONSUMER, last);
            return true;
        });
        return batch.size();
    }

    /** Lets a few go whose parcels came or were given up days ago, or that are a year old; 0 once it is through. */
    public int prune() {
        Instant now = clock.instant();
        Sweep<ParcelId> running = sweep.orElseGet(() -> new Sweep<>(
                transactions,
                (tx, after, most) ->
                        DeliveryWishesTable.over(tx, now.minus(AFTER_THE_END), now.minus(LONGEST), after, most),
                DeliveryWishesTable::delete));
        int found = running.step();
        sweep = found == 0 ? Optional.empty() : Optional.of(running);
        return found;
    }
}
