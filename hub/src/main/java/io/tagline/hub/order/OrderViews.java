package io.tagline.hub.order;

import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.order.OrderParcelsTable.ParcelRow;
import io.tagline.hub.order.OrderView.ParcelEntry;
import io.tagline.hub.order.OrderView.ShipmentView;
import io.tagline.hub.order.OrdersTable.OrderRow;
import io.tagline.hub.order.OrdersTable.ShipmentRow;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.tracking.ParcelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what is shown of an order. */
final class OrderViews {
    private OrderViews() {}

    static OrderView of(Tx tx, OrderRow order) {
        List<ParcelRow> parcels = OrderParcelsTable.of(tx, order.id()).stream()
                .filter(parcel -> !parcel.retired())
                .toList();
        Map<ParcelId, String> tags =
                TagBindings.onParcels(tx, parcels.stream().map(ParcelRow::id).toList());
        List<ShipmentView> shipments = new ArrayList<>();
        for (ShipmentRow shipment : OrdersTable.shipments(tx, order.id())) {
            List<ParcelEntry> entries = parcels.stream()
                    .filter(parcel -> parcel.shipment().equals(shipment.id()))
                    .map(parcel -> entry(parcel, Optional.ofNullable(tags.get(parcel.id()))))
                    .toList();
            if (!entries.isEmpty()) {
                shipments.add(
                        new ShipmentView(shipment.reference(), shipment.recipientName(), shipment.city(), entries));
            }
        }
        CustomerView customer = Customers.byId(tx, order.customer())
                .orElseThrow(() -> new IllegalStateException("order " + order.source() + "/" + order.reference()
                        + " has no customer " + order.customer() + ": expected one by foreign key"));
        return new OrderView(
                order.source(),
                order.reference(),
                customer,
                order.serviceLevel(),
                order.promisedDate(),
                order.updatedAt(),
                order.fingerprint().tag(),
                shipments);
    }

    private static ParcelEntry entry(ParcelRow parcel, Optional<String> epc) {
        return new ParcelEntry(
                parcel.trackingNumber(), parcel.link(), parcel.status(), parcel.statusAt(), epc, parcel.weightGrams());
    }
}
