package io.tagline.hub.tagging;

import io.tagline.hub.ledger.ScanLedger;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Sighting;
import io.tagline.hub.tracking.Tracker;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which parcel carried a tag when. A tag is on one parcel at a time; it comes off when it is put on another, when the order drops
 * it, and a day after the delivery. Stateless; works in its caller's transaction.
 *
 * <p>Whoever reads bindings to make events holds the tags ({@link Tx#holdTags}), whoever changes them owns them ({@link
 * Tx#ownTags}): otherwise a scan and the binding of its tag, committed side by side, could miss each other for ever.
 */
public final class TagBindings {
    private TagBindings() {}

    /** The scans whose tag was on a parcel then; of others nothing is known yet. The caller holds the tags. */
    public static List<Carried> parcelsCarrying(Tx tx, List<Sighting> sightings) {
        Set<String> epcs = new HashSet<>();
        sightings.forEach(sighting -> epcs.add(sighting.scan().epc()));
        Map<String, List<TagBinding>> bindings = TagBindingsTable.of(tx, epcs);
        List<Carried> carried = new ArrayList<>(sightings.size());
        for (Sighting sighting : sightings) {
            for (TagBinding binding : bindings.getOrDefault(sighting.scan().epc(), List.of())) {
                if (binding.holdsAt(sighting.at())) {
                    carried.add(new Carried(sighting, binding.parcel()));
                }
            }
        }
        return carried;
    }

    /** The numbers that these parcels go by. */
    public static Map<ParcelId, String> trackingNumbers(Tx tx, Collection<ParcelId> parcels) {
        return TagBindingsTable.trackingNumbers(tx, parcels);
    }

    /** The tags among these that are on a parcel which is not delivered. */
    public static List<TagInForce> inForce(Tx tx, Collection<String> epcs) {
        return TagBindingsTable.inForce(tx, epcs);
    }

    /** The tag that was last put on each of these parcels and has not been taken off. */
    public static Map<ParcelId, String> onParcels(Tx tx, Collection<ParcelId> parcels) {
        return TagBindingsTable.onParcels(tx, parcels);
    }

    /** The tags among these parcels' that were put on at the counter and have not been taken off. */
    public static Map<ParcelId, String> fromCounter(Tx tx, Collection<ParcelId> parcels) {
        return TagBindingsTable.putOnBy(tx, PutOnBy.COUNTER, parcels);
    }

    /** Has the counter answer for a tag that an order put on. The caller owns the tags. */
    public static void confirm(Tx tx, String epc) {
        TagBindingsTable.nowBy(tx, epc, PutOnBy.COUNTER);
    }

    /** Every tag that was on a parcel, the oldest first. */
    public static List<TagSpan> history(Tx tx, ParcelId parcel) {
        return TagBindingsTable.history(tx, parcel).stream()
                .map(binding -> new TagSpan(
                        binding.epc(),
                        binding.from(),
                        Optional.of(binding.to()).filter(to -> to.isBefore(Instant.MAX))))
                .toList();
    }

    /**
     * Takes a tag off the parcel that carries it. The caller owns the tags.
     *
     * @return the parcel that it was on
     */
    public static Optional<ParcelId> takeOff(Tx tx, String epc, Instant now) {
        Optional<TagBinding> open = TagBindingsTable.open(tx, epc);
        open.ifPresent(on -> TagBindingsTable.end(tx, on, on.to().isBefore(now) ? on.to() : now));
        return open.map(TagBinding::parcel);
    }

    /**
     * Puts a tag on a parcel, from the end of its previous binding on, as far back as who puts it on can know. The caller owns the tags.
     *
     * @param held is given the events of scans that were held for it, in pages, to be recorded
     * @return the parcel that it was on
     */
    public static Optional<ParcelId> putOn(
            Tx tx,
            String epc,
            ParcelId parcel,
            PutOnBy by,
            Tracker tracker,
            Instant now,
            Consumer<List<TrackingEvent>> held) {
        Optional<ParcelId> before = takeOff(tx, epc, now);
        Instant earliest = by.earliest(now);
        Optional<Instant> previousEnd = TagBindingsTable.lastEnd(tx, epc);
        Instant from = previousEnd.filter(end -> end.isAfter(earliest)).orElse(earliest);
        TagBinding binding = new TagBinding(epc, parcel, from, Instant.MAX);
        TagBindingsTable.insert(tx, binding, by);
        ScanLedger.of(
                tx,
                epc,
                from,
                binding.to(),
                scans -> held.accept(scans.stream()
                        .map(scan -> tracker.interpret(scan, parcel, now))
                        .toList()));
        return before;
    }
}
