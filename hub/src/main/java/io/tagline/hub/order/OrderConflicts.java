package io.tagline.hub.order;

import io.tagline.hub.order.OrderDocument.Parcel;
import io.tagline.hub.order.OrderParcelsTable.NumberInUse;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.tagging.TagInForce;
import io.tagline.hub.tracking.ParcelId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an order wants that belongs to others. */
final class OrderConflicts {
    /** A tracking number may be used again this long after its parcel's delivery (UPU S10: not within 12 months). */
    private static final Duration NUMBER_REST = Duration.ofDays(365);

    private final List<OrderProblem> problems = new ArrayList<>();
    private final List<ParcelId> expired = new ArrayList<>();

    private OrderConflicts() {}

    /**
     * @param own parcels of the order as it stands
     * @param settled tracking numbers of those that are delivered: their tags are no longer the order's concern
     */
    static OrderConflicts of(Tx tx, OrderDocument document, Set<ParcelId> own, Set<String> settled, Instant now) {
        OrderConflicts conflicts = new OrderConflicts();
        Map<String, String> numberPaths = new HashMap<>();
        Map<String, String> epcPaths = new HashMap<>();
        for (int s = 0; s < document.shipments().size(); s++) {
            List<Parcel> parcels = document.shipments().get(s).parcels();
            for (int p = 0; p < parcels.size(); p++) {
                Parcel parcel = parcels.get(p);
                String path = "$.shipments[" + s + "].parcels[" + p + "]";
                numberPaths.put(parcel.trackingNumber(), path + ".trackingNumber");
                if (!settled.contains(parcel.trackingNumber())) {
                    parcel.epc().ifPresent(epc -> epcPaths.put(epc, path + ".epc"));
                }
            }
        }
        conflicts.findNumbers(tx, numberPaths, own, now);
        conflicts.findTags(tx, epcPaths, own);
        return conflicts;
    }

    private void findNumbers(Tx tx, Map<String, String> paths, Set<ParcelId> own, Instant now) {
        for (NumberInUse use : OrderParcelsTable.inUse(tx, paths.keySet())) {
            if (own.contains(use.parcel())) {
                continue;
            }
            if (use.deliveredAt().isBefore(now.minus(NUMBER_REST))) {
                expired.add(use.parcel());
            } else {
                problem(
                        paths,
                        use.trackingNumber(),
                        "tracking number \"" + use.trackingNumber() + "\" belongs to order " + use.source() + "/"
                                + use.reference() + ": expected a number that no other order uses");
            }
        }
    }

    private void findTags(Tx tx, Map<String, String> paths, Set<ParcelId> own) {
        Set<TagInForce> others = new HashSet<>(TagBindings.inForce(tx, paths.keySet()));
        others.removeIf(tag -> own.contains(tag.parcel()));
        for (TagInForce tag : others) {
            problem(
                    paths,
                    tag.epc(),
                    "EPC \"" + tag.epc() + "\" is on parcel " + tag.trackingNumber()
                            + ": expected a tag that is on no other parcel");
        }
    }

    private void problem(Map<String, String> paths, String key, String message) {
        problems.add(new OrderProblem(paths.getOrDefault(key, "$"), message));
    }

    List<OrderProblem> problems() {
        return List.copyOf(problems);
    }

    /** Parcels of other orders that must give up their number, since it has rested long enough. */
    List<ParcelId> expired() {
        return List.copyOf(expired);
    }
}
