package io.tagline.hub.order;

import io.tagline.epc.IdentityException;
import io.tagline.epc.TrackingNumber;
import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.manifest.Loads;
import io.tagline.hub.order.OrderParcelsTable.NumberInUse;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tagging.PutOnBy;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Tracker;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where staff put tags on parcels that came without one. Who did it is in the audit log. Safe for any thread. */
public final class TagCounter {
    private final Transactions transactions;
    private final Tracker tracker;
    private final LiveUpdates live;
    private final InstantSource clock;

    public TagCounter(Transactions transactions, Tracker tracker, LiveUpdates live, InstantSource clock) {
        this.transactions = transactions;
        this.tracker = tracker;
        this.live = live;
        this.clock = clock;
    }

    /** What came of it. */
    public enum Outcome {
        /** The parcel has the tag, and had it before or has it from now on. */
        BOUND,
        /** As above, and another parcel has lost it. */
        MOVED,
        /** This is no EPC. */
        NO_EPC,
        /** No parcel has this number. */
        NO_SUCH_PARCEL,
        /** The parcel has been delivered or returned. */
        OVER
    }

    /**
     * Puts a tag on a parcel in place of the one that it has, from now on. No order takes it off again.
     *
     * @param epc in hexadecimal, in any case
     */
    public Outcome bind(Viewer who, String trackingNumber, String epc) {
        Optional<String> tag = OrderReader.epcOf(epc);
        if (tag.isEmpty()) {
            return Outcome.NO_EPC;
        }
        Optional<String> number = number(trackingNumber);
        if (number.isEmpty()) {
            return Outcome.NO_SUCH_PARCEL;
        }
        Set<ParcelId> moved = new HashSet<>();
        Outcome outcome = transactions.write(tx -> {
            moved.clear();
            return bindIn(tx, who, number.get(), tag.get(), moved);
        });
        live.tell(moved);
        return outcome;
    }

    private Outcome bindIn(Tx tx, Viewer who, String number, String epc, Set<ParcelId> moved) {
        tx.ownTags();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<NumberInUse> parcel =
                OrderParcelsTable.inUse(tx, List.of(number)).stream().findFirst();
        if (parcel.isEmpty()) {
            return Outcome.NO_SUCH_PARCEL;
        }
        if (parcel.get().deliveredAt().isBefore(now)) {
            return Outcome.OVER;
        }
        ParcelId id = parcel.get().parcel();
        Optional<String> current =
                Optional.ofNullable(TagBindings.onParcels(tx, List.of(id)).get(id));
        if (current.equals(Optional.of(epc))) {
            if (TagBindings.fromCounter(tx, List.of(id)).isEmpty()) {
                TagBindings.confirm(tx, epc);
                Audit.record(tx, who, "tag.confirmed", "parcel:" + id.value(), "epc " + epc, now);
            }
            return Outcome.BOUND;
        }
        current.ifPresent(other -> TagBindings.takeOff(tx, other, now));
        Optional<ParcelId> before = TagBindings.putOn(
                tx, epc, id, PutOnBy.COUNTER, tracker, now, events -> moved.addAll(record(tx, events)));
        Set<ParcelId> changed = new HashSet<>(Set.of(id));
        before.ifPresent(changed::add);
        Loads.tagsChanged(tx, changed);
        OrdersTable.renew(tx, changed);
        Audit.record(tx, who, "tag.bound", "parcel:" + id.value(), "epc " + epc, now);
        return before.isPresent() ? Outcome.MOVED : Outcome.BOUND;
    }

    private static Set<ParcelId> record(Tx tx, List<TrackingEvent> events) {
        return Timelines.record(tx, events);
    }

    private static Optional<String> number(String text) {
        try {
            return Optional.of(TrackingNumber.parse(text).value());
        } catch (IdentityException noTrackingNumber) {
            return Optional.empty();
        }
    }
}
