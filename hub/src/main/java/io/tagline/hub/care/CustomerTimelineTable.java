package io.tagline.hub.care;

import io.tagline.hub.care.TimelineCursor.Bound;
import io.tagline.hub.care.TimelineEntry.CaseStep;
import io.tagline.hub.care.TimelineEntry.Promised;
import io.tagline.hub.care.TimelineEntry.Said;
import io.tagline.hub.care.TimelineEntry.Told;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.promise.Promise;
import io.tagline.hub.promise.Promise.Days;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The lines of a customer's timeline but for what happened to parcels, by kind; of each the newest after a bound. */
final class CustomerTimelineTable {
    /** So many orders, parcels and cases of a customer are looked at: the newest. */
    static final int NEWEST = 500;

    private CustomerTimelineTable() {}

    /**
     * The parcels of some customers, with their tracking numbers.
     *
     * @param whole whether there are no more
     */
    record Mine(Map<ParcelId, String> numbers, boolean whole) {
        List<byte[]> keys() {
            return numbers.keySet().stream().map(id -> Uuids.bytes(id.value())).toList();
        }
    }

    /** Those that they ordered, then those that go to them. */
    static Mine parcels(Tx tx, List<byte[]> customers) {
        Map<ParcelId, String> numbers = new LinkedHashMap<>();
        boolean allOrdered = addParcels(
                tx,
                "SELECT p.id, p.tracking_number FROM (SELECT id, updated_at FROM orders WHERE customer IN ",
                customers,
                " ORDER BY updated_at DESC LIMIT " + NEWEST
                        + ") o JOIN parcels p ON p.order_id = o.id ORDER BY o.updated_at DESC, p.id DESC LIMIT "
                        + NEWEST,
                numbers);
        boolean allAddressed = addParcels(
                tx,
                "SELECT p.id, p.tracking_number FROM (SELECT id, order_id FROM shipments WHERE recipient IN ",
                customers,
                " ORDER BY id DESC LIMIT " + NEWEST
                        + ") s JOIN parcels p ON p.order_id = s.order_id AND p.shipment = s.id"
                        + " ORDER BY p.id DESC LIMIT " + NEWEST,
                numbers);
        return new Mine(numbers, allOrdered && allAddressed);
    }

    /** True if that was all; what has no place any more is left out. */
    private static boolean addParcels(
            Tx tx, String select, List<byte[]> customers, String rest, Map<ParcelId, String> numbers) {
        int[] rows = {0};
        boolean[] room = {true};
        tx.forFew(select, customers, rest, List.of(), row -> {
            rows[0]++;
            ParcelId id = new ParcelId(Uuids.of(row.getBytes(1)));
            if (numbers.containsKey(id) || numbers.size() < NEWEST) {
                numbers.put(id, row.getString(2));
            } else {
                room[0] = false;
            }
        });
        return room[0] && rows[0] < NEWEST;
    }

    static List<TimelineEntry> promises(Tx tx, Mine mine, Bound after, int most) {
        return newest(
                tx,
                """
                SELECT m.parcel, m.seq, m.from_day, m.by_day, m.reason, m.note, m.computed_at FROM promises m WHERE m.parcel IN
                """,
                mine.keys(),
                new Order("m.computed_at", "m.parcel", Optional.of("m.seq")),
                after,
                most,
                row -> promised(row, mine));
    }

    private static TimelineEntry promised(ResultSet row, Mine mine) throws SQLException {
        UUID parcel = Uuids.of(row.getBytes("parcel"));
        String from = row.getString("from_day");
        String by = row.getString("by_day");
        return new Promised(
                parcel,
                row.getInt("seq"),
                mine.numbers().getOrDefault(new ParcelId(parcel), ""),
                new Promise(
                        from == null || by == null
                                ? Optional.empty()
                                : Optional.of(new Days(LocalDate.parse(from), LocalDate.parse(by))),
                        // written by this hub, unless the database comes from a newer one
                        Promise.Reason.ofCode(row.getString("reason")).orElse(Promise.Reason.ACCEPTED),
                        Optional.ofNullable(row.getString("note")),
                        instant(row, "computed_at")));
    }

    /** Those that went out and those that should have; not what waits, or was never told. */
    static List<TimelineEntry> notices(Tx tx, Mine mine, Bound after, int most) {
        return newest(
                tx,
                """
                SELECT n.id, n.parcel, n.channel, n.milestone, n.state, n.subject, n.reason, COALESCE(n.sent_at, n.created_at) AS told_at
                FROM notices n WHERE n.state IN ('sent', 'bounced', 'failed') AND n.parcel IN
                """,
                mine.keys(),
                Order.of("COALESCE(n.sent_at, n.created_at)", "n.id"),
                after,
                most,
                row -> new Told(
                        Uuids.of(row.getBytes("id")),
                        instant(row, "told_at"),
                        mine.numbers().getOrDefault(new ParcelId(Uuids.of(row.getBytes("parcel"))), ""),
                        Channel.ofCode(row.getString("channel")).orElse(Channel.HUB),
                        row.getString("milestone"),
                        row.getString("state"),
                        personal(row, "subject"),
                        Optional.ofNullable(row.getString("reason"))));
    }

    /** But for those that opened cases, since the first step of a case says so, and for notices, which have lines of their own. */
    static List<TimelineEntry> interactions(Tx tx, List<byte[]> customers, Bound after, int most) {
        return newest(
                tx,
                """
                SELECT i.id, i.channel, i.direction, i.agent, i.at, i.summary, p.tracking_number, c.number
                FROM interactions i LEFT JOIN parcels p ON p.id = i.parcel LEFT JOIN cases c ON c.id = i.case_id
                WHERE i.source_system NOT IN ('case', 'notify') AND i.customer IN
                """,
                customers,
                Order.of("i.at", "i.id"),
                after,
                most,
                row -> new Said(
                        Uuids.of(row.getBytes("id")),
                        instant(row, "at"),
                        Optional.ofNullable(row.getString("tracking_number")),
                        Optional.ofNullable(row.getString("number")),
                        Channel.ofCode(row.getString("channel")).orElse(Channel.HUB),
                        Interaction.Direction.ofCode(row.getString("direction")).orElse(Interaction.Direction.OUT),
                        Optional.ofNullable(row.getString("agent")),
                        personal(row, "summary")));
    }

    static List<TimelineEntry> caseSteps(Tx tx, List<byte[]> customers, Bound after, int most) {
        List<byte[]> cases = new ArrayList<>();
        tx.forFew(
                "SELECT id FROM cases WHERE customer IN ",
                customers,
                " ORDER BY id DESC LIMIT " + NEWEST,
                List.of(),
                row -> cases.add(row.getBytes(1)));
        return newest(
                tx,
                """
                SELECT e.case_id, e.seq, e.at, e.who, e.change, e.note, c.number, c.kind, c.subject, p.tracking_number, i.channel
                FROM case_events e JOIN cases c ON c.id = e.case_id LEFT JOIN parcels p ON p.id = c.parcel
                  LEFT JOIN interactions i ON e.seq = 1 AND i.source_system = 'case' AND i.source_id = c.number
                WHERE e.case_id IN
                """,
                cases,
                new Order("e.at", "e.case_id", Optional.of("e.seq")),
                after,
                most,
                row -> new CaseStep(
                        Uuids.of(row.getBytes("case_id")),
                        row.getInt("seq"),
                        instant(row, "at"),
                        Optional.ofNullable(row.getString("tracking_number")),
                        row.getString("number"),
                        CaseKind.ofCode(row.getString("kind")).orElse(CaseKind.REQUEST),
                        Optional.ofNullable(row.getString("channel")).flatMap(Channel::ofCode),
                        personal(row, "subject"),
                        row.getString("who"),
                        row.getString("change"),
                        personal(row, "note")));
    }

    /**
     * Columns that lines are in the order of.
     *
     * @param seq where there are several of an id
     */
    private record Order(String at, String id, Optional<String> seq) {
        static Order of(String at, String id) {
            return new Order(at, id, Optional.empty());
        }

        String rest(int most) {
            return " AND " + at + " <= ? AND (" + at + " < ? OR " + id + " < ?"
                    + seq.map(number -> " OR " + id + " = ? AND " + number + " < ?")
                            .orElse("") + ") ORDER BY " + at + " DESC, "
                    + id + " DESC" + seq.map(number -> ", " + number + " DESC").orElse("") + " LIMIT " + most;
        }

        List<Object> values(Bound after) {
            byte[] key = Uuids.bytes(after.id());
            return seq.isPresent()
                    ? List.of(after.atMs(), after.atMs(), key, key, after.seq())
                    : List.of(after.atMs(), after.atMs(), key);
        }
    }

    /** Makes a line of a row. */
    @FunctionalInterface
    private interface Reader {
        TimelineEntry read(ResultSet row) throws SQLException;
    }

    private static List<TimelineEntry> newest(
            Tx tx, String select, List<byte[]> keys, Order order, Bound after, int most, Reader reader) {
        List<TimelineEntry> found = new ArrayList<>();
        tx.forFew(select, keys, order.rest(most), order.values(after), row -> found.add(reader.read(row)));
        return found;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static Optional<Personal> personal(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Personal::new);
    }
}
