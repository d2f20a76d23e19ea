package io.tagline.hub.promise;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Route;
import io.tagline.hub.tracking.Stop;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a look at a parcel needs of its order, and when the next look is due. */
final class WatchedParcelsTable {
    private WatchedParcelsTable() {}

    /**
     * A parcel to look at.
     *
     * @param ordered the day that the sender has told
     * @param route sites separated by spaces, where somebody has said so for this parcel
     * @param watchAtMs when it is due; empty at its end
     */
    record Watched(
            ParcelId id,
            String trackingNumber,
            Shipment shipment,
            Optional<LocalDate> ordered,
            Optional<String> route,
            boolean retired,
            OptionalLong watchAtMs) {

        /**
         * What somebody said for this parcel goes before the rules; times at its stops are those of the rule, where one fits.
         *
         * @param first the site that it was seen at first
         */
        Optional<Route> route(Rules rules, Optional<String> first) {
            return route.map(own -> new Route(
                            "own", Stream.of(own.split(" ", -1)).map(Stop::at).toList()))
                    .or(() -> first.flatMap(site -> rules.route(shipment, site)));
        }
    }

    /** Those that are due, longest first. */
    static List<ParcelId> due(Tx tx, Instant now, int most) {
        return tx.sql("SELECT id FROM parcels WHERE watch_at <= ? ORDER BY watch_at LIMIT ?")
                .params(now.toEpochMilli(), most)
                .query((row, n) -> new ParcelId(Uuids.of(row.getBytes(1))))
                .list();
    }

    static List<Watched> of(Tx tx, Collection<ParcelId> parcels) {
        List<Watched> found = new ArrayList<>(parcels.size());
        tx.forEach(
                """
                SELECT p.id, p.tracking_number, o.service_level, c.segment, s.country, s.postal_code, o.promised_date, p.route,
                  p.retired_at, p.watch_at
                FROM parcels p JOIN orders o ON o.id = p.order_id JOIN customers c ON c.id = o.customer
                  JOIN shipments s ON s.id = p.shipment
                WHERE p.id IN
                """,
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                row -> found.add(watched(row)));
        return found;
    }

    private static Watched watched(ResultSet row) throws SQLException {
        boolean retired = row.getObject("retired_at") != null;
        long watchAt = row.getLong("watch_at");
        OptionalLong watchAtMs = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(watchAt);
        return new Watched(
                new ParcelId(Uuids.of(row.getBytes("id"))),
                row.getString("tracking_number"),
                new Shipment(
                        row.getString("service_level"),
                        Optional.ofNullable(row.getString("segment")),
                        new Destination(
                                Optional.ofNullable(row.getString("country")),
                                Optional.ofNullable(row.getString("postal_code")))),
                Optional.ofNullable(row.getString("promised_date")).map(LocalDate::parse),
                Optional.ofNullable(row.getString("route")),
                retired,
                watchAtMs);
    }

    static void lookAgain(Tx tx, ParcelId parcel, Instant at) {
        tx.execute("UPDATE parcels SET watch_at = ? WHERE id = ?", at.toEpochMilli(), Uuids.bytes(parcel.value()));
    }

    /** It needs no more looks; false if it did not before. */
    static boolean end(Tx tx, ParcelId parcel) {
        return tx.execute(
                        "UPDATE parcels SET watch_at = NULL WHERE id = ? AND watch_at IS NOT NULL",
                        Uuids.bytes(parcel.value()))
                > 0;
    }

    /** Its own route, or none; it is due at once. */
    static void setRoute(Tx tx, ParcelId parcel, Optional<String> sites) {
        tx.execute(
                "UPDATE parcels SET route = ?, watch_at = 0 WHERE id = ?",
                sites.orElse(null),
                Uuids.bytes(parcel.value()));
    }
}
