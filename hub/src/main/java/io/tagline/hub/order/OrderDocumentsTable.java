package io.tagline.hub.order;

import io.tagline.hub.customer.CustomerDetails;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderDocument.Parcel;
import io.tagline.hub.order.OrderDocument.Recipient;
import io.tagline.hub.order.OrderDocument.Shipment;
import io.tagline.hub.order.OrderParcelsTable.ParcelRow;
import io.tagline.hub.order.OrdersTable.OrderRow;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is kept of an order, as the document that would leave it as it is. */
final class OrderDocumentsTable {
    private OrderDocumentsTable() {}

    private record Part(UUID id, String reference, Optional<Recipient> recipient) {}

    static OrderDocument of(Tx tx, OrderRow order) {
        List<ParcelRow> parcels = OrderParcelsTable.of(tx, order.id()).stream()
                .filter(parcel -> !parcel.retired())
                .toList();
        Map<ParcelId, String> tags =
                TagBindings.onParcels(tx, parcels.stream().map(ParcelRow::id).toList());
        List<Shipment> shipments = new ArrayList<>();
        for (Part part : parts(tx, order)) {
            List<Parcel> of = parcels.stream()
                    .filter(parcel -> parcel.shipment().equals(part.id()))
                    .map(parcel -> new Parcel(
                            parcel.trackingNumber(), Optional.ofNullable(tags.get(parcel.id())), parcel.weightGrams()))
                    .toList();
            if (!of.isEmpty()) {
                shipments.add(new Shipment(part.reference(), part.recipient(), of));
            }
        }
        CustomerView customer = Customers.byId(tx, order.customer())
                .orElseThrow(() -> new IllegalStateException("order " + order.source() + "/" + order.reference()
                        + " has no customer: expected one by foreign key"));
        return new OrderDocument(
                new CustomerDetails(
                        customer.reference(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                order.serviceLevel(),
                order.promisedDate(),
                shipments);
    }

    private static List<Part> parts(Tx tx, OrderRow order) {
        return tx.sql(
                        """
                        SELECT s.id, s.reference, s.recipient_name, s.recipient_email, s.recipient_phone, s.city, s.postal_code,
                          s.country, c.reference AS recipient_reference
                        FROM shipments s LEFT JOIN customers c ON c.id = s.recipient WHERE s.order_id = ? ORDER BY s.position, s.id
                        """)
                .param(Uuids.bytes(order.id().value()))
                .query((row, n) -> new Part(Uuids.of(row.getBytes("id")), row.getString("reference"), recipient(row)))
                .list();
    }

    private static Optional<Recipient> recipient(ResultSet row) throws SQLException {
        Recipient recipient = new Recipient(
                text(row, "recipient_reference").filter(reference -> !Recipients.isMade(reference)),
                text(row, "recipient_name").map(Personal::new),
                text(row, "recipient_email").map(Personal::new),
                text(row, "recipient_phone").map(Personal::new),
                text(row, "city").map(Personal::new),
                text(row, "postal_code").map(Personal::new),
                text(row, "country"));
        boolean known = recipient.reference().isPresent()
                || recipient.name().isPresent()
                || recipient.email().isPresent()
                || recipient.phone().isPresent()
                || recipient.city().isPresent()
                || recipient.postalCode().isPresent()
                || recipient.country().isPresent();
        return known ? Optional.of(recipient) : Optional.empty();
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
