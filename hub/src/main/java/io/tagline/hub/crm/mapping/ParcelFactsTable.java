package io.tagline.hub.crm.mapping;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** How a parcel stands, what was promised of it, and where it goes. */
final class ParcelFactsTable {
    private static final Set<OurField> OF_RECIPIENT = Set.of(
            OurField.PARCEL_RECIPIENT_NAME,
            OurField.PARCEL_RECIPIENT_CITY,
            OurField.PARCEL_RECIPIENT_POSTAL_CODE,
            OurField.PARCEL_RECIPIENT_COUNTRY);

    private ParcelFactsTable() {}

    /** False if there is no such parcel. */
    static boolean read(
            Tx tx, ParcelId parcel, Set<OurField> wanted, Optional<String> trackUrl, Words words, Facts facts) {
        boolean ofRecipient = !Collections.disjoint(wanted, OF_RECIPIENT);
        return tx.sql(
                        """
                        SELECT p.tracking_number, p.link, p.status, p.status_at, p.delivered_at, p.promised_from, p.promised_by,
                          p.promise_changes, p.weight_grams, p.retired_at, o.promised_date, s.recipient_name, s.city,
                          s.postal_code, s.country,
                          (SELECT c.erased_at FROM customers c WHERE c.id = s.recipient) AS erased_at,
                          (SELECT r.reason FROM promises r WHERE r.parcel = p.id ORDER BY r.seq DESC LIMIT 1) AS reason
                        FROM parcels p JOIN orders o ON o.id = p.order_id JOIN shipments s ON s.id = p.shipment WHERE p.id = ?
                        """)
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> {
                    standing(row, parcel, trackUrl, words, facts);
                    promise(row, facts);
                    facts.erased(ofRecipient && row.getObject("erased_at") != null)
                            .flag(OurField.PARCEL_RETIRED, row.getObject("retired_at") != null)
                            .text(OurField.PARCEL_RECIPIENT_NAME, text(row, "recipient_name"))
                            .text(OurField.PARCEL_RECIPIENT_CITY, text(row, "city"))
                            .text(OurField.PARCEL_RECIPIENT_POSTAL_CODE, text(row, "postal_code"))
                            .text(OurField.PARCEL_RECIPIENT_COUNTRY, text(row, "country"));
                    return true;
                })
                .optional()
                .orElse(false);
    }

    private static void standing(ResultSet row, ParcelId parcel, Optional<String> trackUrl, Words words, Facts facts)
            throws SQLException {
        EventKind status = EventKind.ofCode(row.getString("status")).orElse(EventKind.UNKNOWN);
        String link = row.getString("link");
        long delivered = row.getLong("delivered_at");
        Optional<Instant> deliveredAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(delivered));
        facts.text(OurField.PARCEL_ID, parcel.toString())
                .text(OurField.PARCEL_TRACKING_NUMBER, row.getString("tracking_number"))
                .text(OurField.PARCEL_LINK, trackUrl.map(url -> url + link))
                .text(OurField.PARCEL_STATUS, status.code())
                .text(OurField.PARCEL_STATUS_TEXT, words.event(status, false, Optional.empty()))
                .moment(OurField.PARCEL_STATUS_AT, Instant.ofEpochMilli(row.getLong("status_at")))
                .flag(OurField.PARCEL_DELIVERED, status == EventKind.DELIVERED)
                .moment(
                        OurField.PARCEL_DELIVERED_AT,
                        status == EventKind.DELIVERED ? deliveredAt : Optional.<Instant>empty());
        int grams = row.getInt("weight_grams");
        if (!row.wasNull()) {
            facts.number(OurField.PARCEL_WEIGHT_GRAMS, grams);
        }
    }

    private static void promise(ResultSet row, Facts facts) throws SQLException {
        int changes = row.getInt("promise_changes");
        // without one of ours, what the order says is the promise
        facts.day(OurField.PARCEL_PROMISE_FROM, text(row, "promised_from").map(LocalDate::parse))
                .day(
                        OurField.PARCEL_PROMISE_BY,
                        text(row, changes == 0 ? "promised_date" : "promised_by")
                                .map(LocalDate::parse))
                .number(OurField.PARCEL_PROMISE_CHANGES, changes)
                .text(OurField.PARCEL_PROMISE_REASON, text(row, "reason"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
