package io.tagline.hub.wish;

import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.outbox.Numbered;
import io.tagline.hub.store.Sweep;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.tracking.ParcelId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notes with each wish where its parcel is, so that the depot that has it need not look through the country's, and lets wishes go that
 * are over. A depot's are those of parcels last seen there and not sent on, and of those that it is next for on their route. Confined
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
    private final Routes routes;
    private final InstantSource clock;
    private Optional<Sweep<ParcelId>> sweep = Optional.empty();

    public WishKeeper(Transactions transactions, Routes routes, InstantSource clock) {
        this.transactions = transactions;
        this.routes = routes;
        this.clock = clock;
    }

    /** Begins with what happens from now on, if it never began: where parcels of older wishes are is noted with them. */
    public void begin() {
        boolean unused = transactions.write(tx -> Happenings.join(tx, CONSUMER));
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
            wished.forEach(parcel -> DeliveryWishesTable.place(tx, parcel, Place.of(tx, parcel, routes)));
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
