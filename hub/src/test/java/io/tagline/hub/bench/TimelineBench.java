package io.tagline.hub.bench;

import io.tagline.hub.care.CustomerTimeline;
import io.tagline.hub.care.TimelineCursor;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.tracking.SiteMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * How long a page of a customer's timeline takes: arguments are customers, parcels of each, and pages read. Each parcel has ten events
 * and two promises; each customer a case of six steps and twenty words for each ten parcels. SQLite.
 */
public final class TimelineBench {
    private static final int AT_ONCE = 200;
    private static final int EVENTS = 10;
    private static final int PAGE = 50;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private TimelineBench() {}

    public static void main(String[] arguments) throws IOException {
        int customers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
        int parcels = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        int pages = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5_000;
        Path folder = Files.createTempDirectory("tagline-timeline");
        try (Store store = Store.open(StoreSettings.sqlite(folder.resolve("hub.db")))) {
            for (int from = 0; from < customers; from += AT_ONCE) {
                int first = from;
                boolean unused = store.transactions()
                        .write(tx -> fill(tx, first, Math.min(customers, first + AT_ONCE), parcels));
            }
            SiteMap sites = new SiteMap(List.of(), ZoneId.of("UTC"));
            CustomerTimeline timeline = new CustomerTimeline(
                    store.transactions(),
                    new Parcels(store.transactions(), sites, new LiveUpdates(), InstantSource.system()));
            Random random = new Random(7);
            long[] first = new long[pages];
            long[] later = new long[pages];
            int entries = 0;
            for (int i = 0; i < pages; i++) {
                CustomerId customer = new CustomerId(new UUID(random.nextInt(customers), 1));
                long begun = System.nanoTime();
                CustomerTimeline.Page page = read(timeline, customer, Optional.empty());
                first[i] = (System.nanoTime() - begun) / 1_000;
                begun = System.nanoTime();
                CustomerTimeline.Page next = read(timeline, customer, page.next());
                later[i] = (System.nanoTime() - begun) / 1_000;
                entries += page.entries().size() + next.entries().size();
            }
            System.out.printf(
                    "%d customers with %d entries each, pages of %d (%d read)%n",
                    customers, parcels * (EVENTS + 2) + (parcels + 9) / 10 * 26, PAGE, entries);
            print("first page", first);
            print("second page", later);
        }
    }

    private static CustomerTimeline.Page read(
            CustomerTimeline timeline, CustomerId customer, Optional<TimelineCursor> after) {
        return timeline.page(customer, after, PAGE, field -> true).orElseThrow();
    }

    private static void print(String what, long[] micros) {
        long[] warm = Arrays.copyOfRange(micros, micros.length / 5, micros.length);
        Arrays.sort(warm);
        System.out.printf(
                "%s: p50 %d us, p99 %d us, longest %d us%n",
                what, warm[warm.length / 2], warm[warm.length * 99 / 100], warm[warm.length - 1]);
    }

    private static byte[] id(int kind, long number) {
        return Uuids.bytes(new UUID(number, kind));
    }

    private static boolean fill(Tx tx, int from, int to, int parcels) {
        List<Object[]> customers = new ArrayList<>();
        List<Object[]> orders = new ArrayList<>();
        List<Object[]> shipments = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> events = new ArrayList<>();
        List<Object[]> promises = new ArrayList<>();
        List<Object[]> cases = new ArrayList<>();
        List<Object[]> steps = new ArrayList<>();
        List<Object[]> words = new ArrayList<>();
        for (int i = from; i < to; i++) {
            customers.add(new Object[] {id(1, i), "shop", "C-" + i, "Customer " + i, 1L});
            for (int p = 0; p < parcels; p++) {
                long n = (long) i * parcels + p;
                long at = START.toEpochMilli() + p * 3_600_000L + i;
                orders.add(new Object[] {id(2, n), "shop", "A-" + n, id(1, i), "standard", new byte[32], at});
                shipments.add(new Object[] {id(3, n), id(2, n), 1, "1"});
                rows.add(new Object[] {id(4, n), id(2, n), id(3, n), 1, "T" + n, "link-" + n, "arrived", at});
                for (int e = 0; e < EVENTS; e++) {
                    long when = at + e * 1_800_000L;
                    byte[] event =
                            Uuids.bytes(TimeOrderedIds.of(Instant.ofEpochMilli(when), String.valueOf(n), "" + e));
                    events.add(new Object[] {id(4, n), event, "arrived", when, when, "ott-1", "door-1", 0.9, "synced"});
                }
                promises.add(new Object[] {id(4, n), 1, "2026-02-01", "2026-02-02", "accepted", at});
                promises.add(new Object[] {id(4, n), 2, "2026-02-03", "2026-02-03", "delayed", at + 9_000_000L});
                if (p % 10 == 0) {
                    cases.add(new Object[] {
                        id(5, n), "TL-" + n, "bench", "" + n, "request", "open", id(1, i), id(4, n), "s", "b", "o", "s",
                        at, at, at, at, at, "none", 1, at
                    });
                    for (int s = 1; s <= 6; s++) {
                        steps.add(
                                new Object[] {id(5, n), s, at + s * 60_000L, "ana", s == 1 ? "opened" : "state:open"});
                    }
                    for (int w = 0; w < 20; w++) {
                        words.add(new Object[] {
                            id(6, n * 20 + w),
                            "bench",
                            n + "-" + w,
                            "phone",
                            "in",
                            id(1, i),
                            id(4, n),
                            at + w * 600_000L,
                            "Where is it?"
                        });
                    }
                }
            }
        }
        insert(tx, "customers (id, source, reference, name, updated_at)", 5, customers);
        insert(tx, "orders (id, source, reference, customer, service_level, fingerprint, updated_at)", 7, orders);
        insert(tx, "shipments (id, order_id, position, reference)", 4, shipments);
        insert(tx, "parcels (id, order_id, shipment, position, tracking_number, link, status, status_at)", 8, rows);
        insert(
                tx,
                "tracking_events (parcel, id, kind, occurred_at, recorded_at, site, portal, confidence, clock)",
                9,
                events.stream().map(TimelineBench::ofScan).toList());
        insert(tx, "promises (parcel, seq, from_day, by_day, reason, computed_at)", 6, promises);
        insert(
                tx,
                "cases (id, number, source, reference, kind, state, customer, parcel, subject, body, owner, supervisor, opened_at,"
                        + " respond_warn_at, respond_by, resolve_warn_at, resolve_by, escalation, version, updated_at)",
                20,
                cases);
        insert(tx, "case_events (case_id, seq, at, who, change)", 5, steps);
        insert(
                tx,
                "interactions (id, source_system, source_id, channel, direction, customer, parcel, at, summary)",
                9,
                words);
        return true;
    }

    /** As reported, since a scan's journal matters nothing here. */
    private static Object[] ofScan(Object[] event) {
        Object[] reported = event.clone();
        reported[6] = null;
        reported[7] = null;
        reported[8] = null;
        return reported;
    }

    private static void insert(Tx tx, String into, int columns, List<Object[]> rows) {
        tx.update("INSERT INTO " + into + " VALUES (?" + ", ?".repeat(columns - 1) + ")", rows);
    }
}
