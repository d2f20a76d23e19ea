package io.tagline.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One contract that both databases keep. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class TransactionsTest {
    private static final BulkInsert AGENTS = new BulkInsert(
            "agents",
            2,
            "site text",
            "agent text",
            "status text",
            "status_at bigint",
            "heard_at bigint",
            "health bytea");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private StoreSettings settings;
    private Store store;

    TransactionsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        settings = database.fresh(folder);
        store = Store.open(settings);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void bulkInsertSkipsWhatIsThereAndSaysWhatWentIn() {
        insert("a", "c");

        var inserted = store.transactions().write(tx -> tx.insertNew(AGENTS, rows("a", "b", "c", "d", "b")));

        assertThat(inserted.stream().toArray()).containsExactly(1, 3);
        assertThat(agents()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void workThatThrowsLeavesNothingBehind() {
        assertThatThrownBy(() -> store.transactions().write(tx -> {
                    tx.insertNew(AGENTS, rows("a"));
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");

        assertThat(agents()).isEmpty();
    }

    @Test
    void whatIsCommittedIsThereAfterAReopening() {
        insert("a");
        store.close();

        store = Store.open(settings);

        assertThat(agents()).containsExactly("a");
    }

    @Test
    void keysOfAnyNumberAreLookedUp() {
        List<String> names = IntStream.range(0, 1_300)
                .mapToObj(i -> String.format("a%04d", i))
                .toList();
        insert(names.toArray(String[]::new));
        List<String> found = new ArrayList<>();

        store.transactions().read(tx -> {
            tx.forEach(
                    "SELECT agent FROM agents WHERE agent IN ",
                    names.subList(0, 1_237),
                    row -> found.add(row.getString(1)));
            return found;
        });

        assertThat(found).containsExactlyInAnyOrderElementsOf(names.subList(0, 1_237));
    }

    @Test
    void writersSideBySideLoseNoUpdate() throws Exception {
        insert("a");
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                done.add(writers.submit(() -> store.transactions().write(this::increment)));
            }
            for (Future<?> one : done) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            writers.shutdownNow();
        }

        assertThat(store.transactions().read(TransactionsTest::counted)).isEqualTo(100);
    }

    /** Reads, then writes what it read plus one: right only if nobody comes in between. */
    private int increment(Tx tx) {
        List<Long> counts = new ArrayList<>();
        tx.forEachForUpdate(
                "SELECT heard_at FROM agents WHERE agent IN ",
                List.of("a"),
                "agent",
                row -> counts.add(row.getLong(1)));
        return tx.sql("UPDATE agents SET heard_at = ? WHERE agent = 'a'")
                .param(counts.get(0) + 1)
                .update();
    }

    private static long counted(Tx tx) {
        return tx.sql("SELECT heard_at FROM agents WHERE agent = 'a'")
                .query(Long.class)
                .single();
    }

    @Test
    void timeOrderedIdsSortByTimeInTheDatabase() {
        Instant start = Instant.parse("2026-11-22T08:00:00Z");
        List<byte[]> ids = IntStream.range(0, 50)
                .mapToObj(i -> Uuids.bytes(TimeOrderedIds.next(start.plusMillis(i * 7L))))
                .toList();
        store.transactions().write(tx -> {
            for (int i = ids.size() - 1; i >= 0; i--) {
                tx.sql("INSERT INTO dead_letters (id, at, topic, reason, payload) VALUES (?, ?, 't', 'r', ?)")
                        .params(ids.get(i), (long) i, new byte[0])
                        .update();
            }
            return true;
        });

        List<Long> order = store.transactions().read(tx -> tx.sql("SELECT at FROM dead_letters ORDER BY id")
                .query(Long.class)
                .list());

        assertThat(order).isSorted().hasSize(50);
    }

    private void insert(String... agents) {
        store.transactions().write(tx -> tx.insertNew(AGENTS, rows(agents)));
    }

    private static List<Object[]> rows(String... agents) {
        List<Object[]> rows = new ArrayList<>();
        for (String agent : agents) {
            rows.add(row(agent));
        }
        return rows;
    }

    private static Object[] row(String agent) {
        return new Object[] {"ott-1", agent, "online", 0L, 0L, null};
    }

    private List<String> agents() {
        return store.transactions().read(tx -> tx.sql("SELECT agent FROM agents ORDER BY agent")
                .query(String.class)
                .list());
    }
}
