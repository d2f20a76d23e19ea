package io.tagline.hub.timeline;

import io.tagline.hub.store.BulkInsert;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.TrackingEvent.Passage;
import io.tagline.wire.ClockQuality;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events by parcel. The key begins with the parcel and goes on with the time, so one parcel's events lie together. */
final class TrackingEventsTable {
    private static final BulkInsert INSERT = new BulkInsert(
            "tracking_events",
            2,
            "parcel bytea",
            "id bytea",
            "kind text",
            "occurred_at bigint",
            "recorded_at bigint",
            "site text",
            "place text",
            "portal text",
            "confidence double precision",
            "clock text",
            "stamped_at bigint",
            "journal bytea",
            "seq bigint",
            "source_ref text");

    private TrackingEventsTable() {}

    /** Adds what is not there yet; gives the indexes of what was added. */
    static BitSet insert(Tx tx, List<TrackingEvent> events) {
        List<Object[]> rows = new ArrayList<>(events.size());
        for (TrackingEvent event : events) {
            Optional<Passage> passage = event.passage();
            rows.add(new Object[] {
                Uuids.bytes(event.parcel().value()),
                Uuids.bytes(event.id()),
                event.kind().code(),
                event.occurredAt().toEpochMilli(),
                event.recordedAt().toEpochMilli(),
                event.site().orElse(null),
                event.place().orElse(null),
                passage.map(Passage::portal).orElse(null),
                passage.map(Passage::confidence).orElse(null),
                passage.map(p -> p.clock().code()).orElse(null),
                passage.flatMap(Passage::stampedAt).map(Instant::toEpochMilli).orElse(null),
                passage.map(p -> Uuids.bytes(p.journal())).orElse(null),
                passage.map(Passage::seq).orElse(null),
                event.sourceRef().orElse(null)
            });
        }
        return tx.insertNew(INSERT, rows);
    }

    /** What decides the status of each of these parcels. */
    static Map<ParcelId, List<Milestone>> milestones(Tx tx, Collection<ParcelId> parcels) {
        Map<ParcelId, List<Milestone>> found = new HashMap<>(parcels.size() * 2);
        tx.forEach(
                "SELECT parcel, id, kind, occurred_at FROM tracking_events WHERE parcel IN ",
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                row -> found.computeIfAbsent(new ParcelId(Uuids.of(row.getBytes(1))), parcel -> new ArrayList<>())
                        .add(new Milestone(
                                Uuids.of(row.getBytes(2)), kind(row.getString(3)), instant(row.getLong(4)))));
        return found;
    }

    /** All events of one parcel. */
    static List<TrackingEvent> of(Tx tx, ParcelId parcel) {
        return tx.sql(
                        """
                        SELECT id, kind, occurred_at, recorded_at, site, place, portal, confidence, clock, stamped_at, journal, seq,
                          source_ref
                        FROM tracking_events WHERE parcel = ?
                        """)
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> event(parcel, row))
                .list();
    }

    private static TrackingEvent event(ParcelId parcel, ResultSet row) throws SQLException {
        return new TrackingEvent(
                Uuids.of(row.getBytes("id")),
                parcel,
                kind(row.getString("kind")),
                instant(row.getLong("occurred_at")),
                instant(row.getLong("recorded_at")),
                Optional.ofNullable(row.getString("site")),
                Optional.ofNullable(row.getString("place")),
                passage(row),
                Optional.ofNullable(row.getString("source_ref")));
    }

    private static Optional<Passage> passage(ResultSet row) throws SQLException {
        String portal = row.getString("portal");
        if (portal == null) {
            return Optional.empty();
        }
        ClockQuality clock = ClockQuality.ofCode(row.getString("clock")).orElse(ClockQuality.FREE);
        long stampedAt = row.getLong("stamped_at");
        Optional<Instant> stamped = row.wasNull() ? Optional.empty() : Optional.of(instant(stampedAt));
        return Optional.of(new Passage(
                portal,
                row.getDouble("confidence"),
                clock,
                stamped,
                Uuids.of(row.getBytes("journal")),
                row.getLong("seq")));
    }

    private static EventKind kind(String code) {
        // written by this hub, unless the database comes from a newer one
        return EventKind.ofCode(code).orElse(EventKind.UNKNOWN);
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
