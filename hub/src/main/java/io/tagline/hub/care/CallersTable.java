package io.tagline.hub.care;

import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What of customers is on its way: what they ordered and what goes to them. */
final class CallersTable {
    /** A shop has thousands of orders; its newest are what it calls about. */
    private static final int NEWEST = 100;

    private static final String PARCEL = "SELECT p.tracking_number, p.status, p.status_at, p.promised_by FROM ";
    private static final String UNDER_WAY =
            " WHERE p.retired_at IS NULL AND p.delivered_at IS NULL ORDER BY p.status_at DESC LIMIT ";

    private CallersTable() {}

    /** The newest first. */
    static List<Caller.LiveParcel> underWay(Tx tx, List<byte[]> customers, int most) {
        List<Caller.LiveParcel> found = new ArrayList<>();
        read(
                tx,
                PARCEL + "(SELECT id FROM orders WHERE customer IN ",
                customers,
                " ORDER BY updated_at DESC LIMIT " + NEWEST + ") o JOIN parcels p ON p.order_id = o.id" + UNDER_WAY
                        + most,
                found);
        read(
                tx,
                PARCEL + "(SELECT id, order_id FROM shipments WHERE recipient IN ",
                customers,
                " ORDER BY id DESC LIMIT " + NEWEST
                        + ") s JOIN parcels p ON p.order_id = s.order_id AND p.shipment = s.id" + UNDER_WAY + most,
                found);
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Caller.LiveParcel::statusAt).reversed())
                .limit(most)
                .toList();
    }

    private static void read(Tx tx, String select, List<byte[]> keys, String rest, List<Caller.LiveParcel> found) {
        tx.forFew(
                select,
                keys,
                rest,
                List.of(),
                row -> found.add(new Caller.LiveParcel(
                        row.getString(1),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Optional.ofNullable(row.getString(4)).map(LocalDate::parse))));
    }
}
