package io.tagline.hub.crm;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.util.List;

/**
 * What tells of a customer in step with somebody else's things: of who gets a parcel, that of who pays for it. Both the parcels
 * themselves, and what happened to them and was said of them.
 */
final class TheirThings {
    private static final List<String> IDS = List.of(
            "SELECT p.id FROM parcels p JOIN shipments s ON s.id = p.shipment WHERE s.recipient = ?",
            "SELECT p.order_id FROM parcels p JOIN shipments s ON s.id = p.shipment WHERE s.recipient = ?",
            """
            SELECT e.id FROM tracking_events e JOIN parcels p ON p.id = e.parcel JOIN shipments s ON s.id = p.shipment
            WHERE s.recipient = ?
            """,
            """
            SELECT c.id FROM cases c JOIN parcels p ON p.id = c.parcel JOIN shipments s ON s.id = p.shipment
            WHERE s.recipient = ?
            """,
            "SELECT c.id FROM cases c WHERE c.customer = ?",
            "SELECT f.subject FROM feedback f WHERE f.customer = ?");

    private TheirThings() {}

    /** @param change ends before the condition; on a table with an {@code entity_id} */
    static int each(Tx tx, String change, CustomerId customer) {
        return IDS.stream()
                .mapToInt(ids -> tx.execute(change + " entity_id IN (" + ids + ")", Uuids.bytes(customer.value())))
                .sum();
    }
}
