package io.tagline.hub.order;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.manifest.Loads;
import io.tagline.hub.order.OrderDocument.Parcel;
import io.tagline.hub.order.OrderDocument.Shipment;
import io.tagline.hub.order.OrderParcelsTable.ParcelRow;
import io.tagline.hub.order.OrdersTable.Addressed;
import io.tagline.hub.order.OrdersTable.OrderRow;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tagging.PutOnBy;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Tracker;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Brings the store from an order as it stands to the order as it was put. Confined to its transaction. */
final class OrderChange {
    private final Tx tx;
    private final Customers customers;
    private final Tracker tracker;
    private final KeyedHash hashes;
    private final Viewer who;
    private final Instant now;
    private final Set<ParcelId> moved = new HashSet<>();

    OrderChange(Tx tx, Customers customers, Tracker tracker, KeyedHash hashes, Viewer who, Instant now) {
        this.tx = tx;
        this.customers = customers;
        this.tracker = tracker;
        this.hashes = hashes;
        this.who = who;
        this.now = now;
    }

    /**
     * Writes it. Conflicts have been looked for before, and the caller owns the tags.
     *
     * @param standing the order as it stands
     * @param parcels its parcels as they stand
     * @return the order as it is now
     */
    OrderRow apply(
            String source,
            String reference,
            OrderDocument document,
            Optional<OrderRow> standing,
            List<ParcelRow> parcels) {
        CustomerId customer = customers.put(tx, source, document.customer(), PartyRole.PAYER, Optional.empty(), now);
        OrderRow order = new OrderRow(
                standing.map(OrderRow::id).orElseGet(() -> new OrderId(TimeOrderedIds.next(now))),
                source,
                reference,
                customer,
                standing.filter(before -> before.putServiceLevel().equals(document.serviceLevel()))
                        .map(OrderRow::serviceLevel)
                        .orElse(document.serviceLevel()),
                document.serviceLevel(),
                document.promisedDate(),
                Fingerprint.of(hashes, document),
                now);
        if (standing.isPresent()) {
            OrdersTable.update(tx, order);
        } else {
            OrdersTable.insert(tx, order);
        }
        putParcels(order, document.shipments(), parcels);
        Happenings.append(
                tx,
                Happening.of(
                        Kind.ORDER_CHANGED,
                        Optional.of(customer),
                        Optional.empty(),
                        "order:" + source + "/" + reference,
                        order.fingerprint().tag(),
                        now));
        return order;
    }

    /** The parcels whose timelines it changed: new ones, and those with scans that were held for their tags. */
    Set<ParcelId> moved() {
        return moved;
    }

    private void putParcels(OrderRow order, List<Shipment> shipments, List<ParcelRow> standing) {
        Map<String, ParcelRow> byNumber = new HashMap<>();
        standing.forEach(parcel -> byNumber.put(parcel.trackingNumber(), parcel));
        Map<String, UUID> shipmentIds =
                OrdersTable.putShipments(tx, order.id(), addressed(order.source(), shipments), now);
        Map<ParcelId, String> wantedTags = new HashMap<>();
        List<ParcelRow> kept = new ArrayList<>();
        List<TrackingEvent> registered = new ArrayList<>();
        int position = 0;
        for (Shipment shipment : shipments) {
            UUID shipmentId = Objects.requireNonNull(shipmentIds.get(shipment.reference()));
            for (Parcel parcel : shipment.parcels()) {
                ParcelRow known = byNumber.get(parcel.trackingNumber());
                ParcelId id;
                if (known == null) {
                    id = OrderParcelsTable.insert(tx, order.id(), shipmentId, position++, parcel, now);
                    registered.add(registered(id, order));
                } else {
                    id = known.id();
                    OrderParcelsTable.update(tx, id, shipmentId, position++, parcel);
                    kept.add(known);
                }
                if (known == null || !known.delivered()) {
                    parcel.epc().ifPresent(epc -> wantedTags.put(id, epc));
                }
            }
        }
        List<ParcelRow> dropped = new ArrayList<>(standing);
        dropped.removeAll(kept);
        dropped.forEach(parcel -> OrderParcelsTable.retire(tx, parcel.id(), now));
        record(registered);
        putTags(standing, dropped.stream().map(ParcelRow::id).collect(Collectors.toSet()), wantedTags);
    }

    /** With whom they go to; of who was erased nothing is kept again. */
    private List<Addressed> addressed(String source, List<Shipment> shipments) {
        return shipments.stream()
                .map(shipment -> {
                    Optional<CustomerId> to = shipment.recipient()
                            .flatMap(recipient -> Recipients.put(tx, customers, hashes, source, recipient, now));
                    boolean erased = to.flatMap(id -> Customers.byId(tx, id))
                            .flatMap(CustomerView::erasedAt)
                            .isPresent();
                    return new Addressed(shipment, to, erased);
                })
                .toList();
    }

    private void record(List<TrackingEvent> events) {
        moved.addAll(Timelines.record(tx, events));
    }

    /** A delivered parcel keeps its tag as it is: the binding ends by itself and the tag may be in use elsewhere. */
    private void putTags(List<ParcelRow> standing, Set<ParcelId> dropped, Map<ParcelId, String> wanted) {
        List<ParcelId> open = standing.stream()
                .filter(parcel -> !parcel.delivered())
                .map(ParcelRow::id)
                .toList();
        Map<ParcelId, String> current = TagBindings.onParcels(tx, open);
        Map<ParcelId, String> counters = TagBindings.fromCounter(tx, open);
        dropped.forEach(parcel -> Optional.ofNullable(counters.remove(parcel)).ifPresent(epc -> dropped(parcel, epc)));
        // who had the parcel in hand knows better than an order: only the counter takes such a tag off
        Set<String> settled = new HashSet<>(counters.values());
        Set<ParcelId> changed = new HashSet<>();
        // all off before any goes on, since tags may change places within the order
        current.forEach((parcel, epc) -> {
            if (!epc.equals(wanted.get(parcel)) && !counters.containsKey(parcel)) {
                TagBindings.takeOff(tx, epc, now).ifPresent(changed::add);
            }
        });
        wanted.forEach((parcel, epc) -> {
            if (!epc.equals(current.get(parcel)) && !counters.containsKey(parcel) && !settled.contains(epc)) {
                TagBindings.putOn(tx, epc, parcel, PutOnBy.ORDER, tracker, now, this::record)
                        .ifPresent(changed::add);
                changed.add(parcel);
            }
        });
        Loads.tagsChanged(tx, changed);
    }

    private void dropped(ParcelId parcel, String epc) {
        Audit.record(
                tx, who, "tag.unbound", "parcel:" + parcel.value(), "epc " + epc + ": the order has dropped it", now);
    }

    private TrackingEvent registered(ParcelId parcel, OrderRow order) {
        return TrackingEvent.reported(
                parcel,
                EventKind.REGISTERED,
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                "order " + order.source() + "/" + order.reference());
    }
}
