package io.tagline.hub.notify;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.promise.Promise.Reason;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What other packages keep of parcels, as far as it decides about notices: read for many parcels at once, never written. */
final class ParcelFactsTable {
    private ParcelFactsTable() {}

    /** Parcels that are still in an order. */
    static Map<ParcelId, ParcelFacts> of(Tx tx, Collection<ParcelId> parcels) {
        Map<ParcelId, ParcelFacts> found = new HashMap<>();
        tx.forEach(
                """
                SELECT p.id, o.source, o.service_level, p.status, p.status_at, o.customer, s.recipient, s.recipient_email
                FROM parcels p JOIN orders o ON o.id = p.order_id JOIN shipments s ON s.id = p.shipment
                WHERE p.retired_at IS NULL AND p.id IN
                """,
                keys(parcels),
                row -> {
                    ParcelId id = new ParcelId(Uuids.of(row.getBytes(1)));
                    Optional<CustomerId> recipient =
                            Optional.ofNullable(row.getBytes(7)).map(bytes -> new CustomerId(Uuids.of(bytes)));
                    Set<CustomerId> people = new HashSet<>(Set.of(new CustomerId(Uuids.of(row.getBytes(6)))));
                    recipient.ifPresent(people::add);
                    found.put(
                            id,
                            new ParcelFacts(
                                    id,
                                    row.getString(2),
                                    row.getString(3),
                                    EventKind.ofCode(row.getString(4)).orElse(EventKind.UNKNOWN),
                                    Instant.ofEpochMilli(row.getLong(5)),
                                    people,
                                    recipient.isPresent() ? Optional.empty() : Optional.ofNullable(row.getString(8))));
                });
        return found;
    }

    /** How these parcels stand; without those that no order holds any more. */
    static Map<ParcelId, ParcelNow> now(Tx tx, Collection<ParcelId> parcels) {
        Map<ParcelId, ParcelNow> found = new HashMap<>();
        tx.forEach(
                """
                SELECT p.id, p.tracking_number, p.link, o.service_level, p.status, p.status_at, o.promised_date, p.promised_by,
                  p.promise_changes, CASE WHEN p.status = ? AND EXISTS (SELECT 1 FROM tracking_events e WHERE e.parcel = p.id
                    AND e.kind = p.status AND e.occurred_at = p.status_at AND e.portal IS NOT NULL AND e.stamped_at IS NULL)
                    THEN 1 ELSE 0 END AS doubtful
                FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.retired_at IS NULL AND p.id IN
                """,
                List.of(EventKind.OUT_FOR_DELIVERY.code()),
                keys(parcels),
                row -> {
                    ParcelId id = new ParcelId(Uuids.of(row.getBytes("id")));
                    // without one of ours, what the order says is the promise
                    String day = row.getString(row.getInt("promise_changes") == 0 ? "promised_date" : "promised_by");
                    found.put(
                            id,
                            new ParcelNow(
                                    id,
                                    row.getString("tracking_number"),
                                    row.getString("link"),
                                    row.getString("service_level"),
                                    EventKind.ofCode(row.getString("status")).orElse(EventKind.UNKNOWN),
                                    Instant.ofEpochMilli(row.getLong("status_at")),
                                    Optional.ofNullable(day).map(LocalDate::parse),
                                    row.getInt("doubtful") == 1));
                });
        return found;
    }

    /** Of a parcel in an order that has not been retired, by its number. */
    static Optional<ParcelId> byNumber(Tx tx, String trackingNumber) {
        return tx.sql("SELECT id FROM parcels WHERE tracking_number = ? AND retired_at IS NULL")
                .param(trackingNumber)
                .query((row, n) -> new ParcelId(Uuids.of(row.getBytes(1))))
                .optional();
    }

    /** Of a parcel's page. */
    static Optional<ParcelId> byLink(Tx tx, String link) {
        return tx.sql("SELECT id FROM parcels WHERE link = ? AND retired_at IS NULL")
                .param(link)
                .query((row, n) -> new ParcelId(Uuids.of(row.getBytes(1))))
                .optional();
    }

    /** A promise of a parcel. */
    private record Promised(int seq, Optional<LocalDate> by, String reason, Instant at) {}

    /**
     * Why each of these parcels was promised what it is promised now; without those whose last promise had been over for long before
     * this one was made.
     */
    static Map<ParcelId, Reason> promiseReasons(Tx tx, Collection<ParcelId> parcels) {
        Map<ParcelId, SortedMap<Integer, Promised>> promises = new HashMap<>();
        tx.forEach(
                "SELECT parcel, seq, by_day, reason, computed_at FROM promises WHERE parcel IN ",
                keys(parcels),
                row -> {
                    Promised promised = new Promised(
                            row.getInt(2),
                            Optional.ofNullable(row.getString(3)).map(LocalDate::parse),
                            row.getString(4),
                            Instant.ofEpochMilli(row.getLong(5)));
                    promises.computeIfAbsent(new ParcelId(Uuids.of(row.getBytes(1))), id -> new TreeMap<>())
                            .put(promised.seq(), promised);
                });
        Map<ParcelId, Reason> found = new HashMap<>();
        promises.forEach((parcel, all) -> {
            Promised newest = Objects.requireNonNull(all.get(all.lastKey()));
            Instant news = newest.at().minus(NoticeRules.NEWS);
            boolean over = Optional.ofNullable(all.get(newest.seq() - 1))
                    .flatMap(Promised::by)
                    .filter(by -> by.isBefore(news.atZone(ZoneOffset.UTC).toLocalDate()))
                    .isPresent();
            Reason.ofCode(newest.reason()).filter(known -> !over).ifPresent(known -> found.put(parcel, known));
        });
        return found;
    }

    /** Events of these parcels that change no status and may be news all the same: missing only if found out while it was. */
    static Map<UUID, Milestone> remarks(Tx tx, Collection<ParcelId> parcels) {
        Map<UUID, Milestone> found = new HashMap<>();
        String missing = EventKind.MISSING.code();
        tx.forEach(
                """
                SELECT id, kind FROM tracking_events WHERE (kind = ? OR (kind = ? AND recorded_at - occurred_at <= ?))
                AND parcel IN
                """,
                List.of(EventKind.CORRECTED.code(), missing, NoticeRules.NEWS.toMillis()),
                keys(parcels),
                row -> found.put(
                        Uuids.of(row.getBytes(1)),
                        row.getString(2).equals(missing) ? Milestone.MISSING : Milestone.CORRECTED));
        return found;
    }

    private static List<byte[]> keys(Collection<ParcelId> parcels) {
        return parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList();
    }
}
