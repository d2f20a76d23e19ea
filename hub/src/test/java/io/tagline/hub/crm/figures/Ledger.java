package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.OperationKey;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.EventKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a hub has on its timelines, by which a CRM is judged.
 *
 * @param customers keys of theirs
 * @param orders keys of theirs
 * @param entries of each order, the events that customers see, in the order in which they were told
 * @param toldAt when the hub had each of them
 */
record Ledger(List<String> customers, List<String> orders, Map<UUID, List<UUID>> entries, Map<UUID, Instant> toldAt) {

    /** Of a hub that has ended. */
    static Ledger of(Path folder) {
        return since(folder, Instant.EPOCH);
    }

    /** As above, with entries of what was told from a time on. */
    static Ledger since(Path folder, Instant from) {
        try (Store store = Store.open(StoreSettings.sqlite(folder.resolve("hub.db")))) {
            return store.transactions().read(tx -> {
                Map<UUID, List<UUID>> entries = new HashMap<>();
                Map<UUID, Instant> toldAt = new HashMap<>();
                // rows of SQLite are numbered as they come
                tx.sql(
                                """
                                SELECT p.order_id, e.id, e.kind, e.recorded_at FROM tracking_events e JOIN parcels p ON p.id = e.parcel
                                WHERE e.recorded_at >= ? ORDER BY e.rowid
                                """)
                        .param(from.toEpochMilli())
                        .query(row -> {
                            if (EventKind.ofCode(row.getString(3)).orElseThrow().isForCustomers()) {
                                entries.computeIfAbsent(Uuids.of(row.getBytes(1)), order -> new ArrayList<>())
                                        .add(Uuids.of(row.getBytes(2)));
                                toldAt.put(Uuids.of(row.getBytes(2)), Instant.ofEpochMilli(row.getLong(4)));
                            }
                        });
                return new Ledger(
                        keys(tx.sql("SELECT id FROM customers")
                                .query(byte[].class)
                                .list()),
                        keys(tx.sql("SELECT id FROM orders").query(byte[].class).list()),
                        entries,
                        toldAt);
            });
        }
    }

    private static List<String> keys(List<byte[]> ids) {
        return ids.stream().map(Uuids::of).map(UUID::toString).toList();
    }

    int count() {
        return entries.values().stream().mapToInt(List::size).sum();
    }

    /**
     * Each event of the hub's is there once and nothing else is, in order per order.
     *
     * @param place of the mapping
     * @param keys those at the CRM, in the order in which they were made
     */
    void assertOnceInOrder(String place, List<String> keys) {
        assertThat(keys).as("entries of %s", place).doesNotHaveDuplicates().hasSize(count());
        Map<String, Integer> at = new HashMap<>();
        for (String key : keys) {
            at.put(key, at.size());
        }
        entries.forEach((order, events) -> {
            List<Integer> there = new ArrayList<>();
            for (UUID event : events) {
                String key = OperationKey.of(event, CrmAtHand.ID, place).toString();
                assertThat(at).as("entry of event %s, %s", event, place).containsKey(key);
                there.add(at.get(key));
            }
            assertThat(there).as("order %s, %s", order, place).isSorted();
        });
    }
}
