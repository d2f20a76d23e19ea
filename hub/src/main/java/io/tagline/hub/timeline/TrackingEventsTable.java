package io.tagline.hub.timeline;

import io.tagline.hub.store.BulkInsert;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Passage;
import io.tagline.hub.tracking.TrackingEvent.Report;
import io.tagline.wire.ClockQuality;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Events by parcel. The key begins with the parcel and goes on with the time, so one parcel's events lie together. */
final class TrackingEventsTable {
    private static final String[] OF_SCANS = {
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
        "source_ref text"
    };
    private static final String[] OF_REPORTS = {
        "origin text", "carrier text", "raw_code text", "corrects bytea", "note text"
    };

    /** A scan has nothing in the other columns: thousands a second need not bind them. */
    private static final BulkInsert SCANS = new BulkInsert("tracking_events", 2, OF_SCANS);

    private static final BulkInsert REPORTS = new BulkInsert(
            "tracking_events",
            2,
            Stream.of(OF_SCANS, OF_REPORTS).flatMap(Stream::of).toArray(String[]::new));

    private TrackingEventsTable() {}

    /** Adds what is not there yet; gives the indexes of what was added. */
    static BitSet insert(Tx tx, List<TrackingEvent> events) {
        boolean scansOnly = events.stream().allMatch(event -> event.report().isEmpty());
        List<Object[]> rows = new ArrayList<>(events.size());
        for (TrackingEvent event : events) {
            rows.add(scansOnly ? ofScan(event) : ofReport(event));
        }
        return tx.insertNew(scansOnly ? SCANS : REPORTS, rows);
    }

    private static Object[] ofScan(TrackingEvent event) {
        Optional<Passage> passage = event.passage();
        return new Object[] {
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
            event.report().map(Report::sourceRef).orElse(null)
        };
    }

    private static Object[] ofReport(TrackingEvent event) {
        Object[] row = Arrays.copyOf(ofScan(event), OF_SCANS.length + OF_REPORTS.length);
        event.report().ifPresent(report -> {
            row[OF_SCANS.length] = report.origin().code();
            row[OF_SCANS.length + 1] = report.carrier().orElse(null);
            row[OF_SCANS.length + 2] = report.rawCode().orElse(null);
            row[OF_SCANS.length + 3] = report.corrects().map(Uuids::bytes).orElse(null);
            row[OF_SCANS.length + 4] = report.note().orElse(null);
        });
        return row;
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

    /** What each correction among the events of these parcels names. */
    static Map<UUID, UUID> corrections(Tx tx, Collection<ParcelId> parcels) {
        Map<UUID, UUID> found = new HashMap<>();
        tx.forEach(
                "SELECT id, corrects FROM tracking_events WHERE corrects IS NOT NULL AND parcel IN ",
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                row -> found.put(Uuids.of(row.getBytes(1)), Uuids.of(row.getBytes(2))));
        return found;
    }

    /** True if the parcel has this event, and it is not how the parcel came to be known. */
    static boolean canBeCorrected(Tx tx, ParcelId parcel, UUID event) {
        return tx.sql("SELECT COUNT(*) FROM tracking_events WHERE parcel = ? AND id = ? AND kind <> ?")
                        .params(Uuids.bytes(parcel.value()), Uuids.bytes(event), EventKind.REGISTERED.code())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** All events of one parcel. */
    static List<TrackingEvent> of(Tx tx, ParcelId parcel) {
        return tx.sql(
                        """
                        SELECT id, kind, occurred_at, recorded_at, site, place, portal, confidence, clock, stamped_at, journal, seq,
                          source_ref, origin, carrier, raw_code, corrects, note
                        FROM tracking_events WHERE parcel = ?
                        """)
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> event(parcel, row))
                .list();
    }

    /** Of some parcels, newest first; as on their timelines, without what was read once they were delivered. */
    static List<TrackingEvent> before(Tx tx, Collection<ParcelId> parcels, long beforeMs, UUID beforeId, int most) {
        List<TrackingEvent> found = new ArrayList<>();
        tx.forFew(
                """
                SELECT e.parcel, e.id, e.kind, e.occurred_at, e.recorded_at, e.site, e.place, e.portal, e.confidence, e.clock,
                  e.stamped_at, e.journal, e.seq, e.source_ref, e.origin, e.carrier, e.raw_code, e.corrects, e.note
                FROM tracking_events e JOIN parcels p ON p.id = e.parcel WHERE e.parcel IN
                """,
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                """
                 AND e.occurred_at <= ? AND (e.occurred_at < ? OR e.id < ?)
                 AND (e.portal IS NULL OR p.delivered_at IS NULL OR e.occurred_at < p.delivered_at + ?)
                 ORDER BY e.occurred_at DESC, e.id DESC
                """
                        + " LIMIT " + most,
                List.of(beforeMs, beforeMs, Uuids.bytes(beforeId), ParcelTimeline.AFTER_DELIVERY.toMillis()),
                row -> found.add(event(new ParcelId(Uuids.of(row.getBytes("parcel"))), row)));
        return found;
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
                report(row));
    }

    /** Before there were origins, orders and others reported. */
    private static Optional<Report> report(ResultSet row) throws SQLException {
        String sourceRef = row.getString("source_ref");
        if (sourceRef == null) {
            return Optional.empty();
        }
        Origin before = row.getString("kind").equals(EventKind.REGISTERED.code()) ? Origin.ORDER : Origin.REPORTED;
        String origin = row.getString("origin");
        return Optional.of(new Report(
                Stream.of(Origin.values())
                        .filter(known -> known.code().equals(origin))
                        .findFirst()
                        .orElse(before),
                sourceRef,
                Optional.ofNullable(row.getString("carrier")),
                Optional.ofNullable(row.getString("raw_code")),
                Optional.ofNullable(row.getBytes("corrects")).map(Uuids::of),
                Optional.ofNullable(row.getString("note"))));
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
