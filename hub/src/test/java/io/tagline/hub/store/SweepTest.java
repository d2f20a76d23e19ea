package io.tagline.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever there is to let go, nobody waits for more than a few rows of it. */
final class SweepTest {
    private static final int ROWS = 1_300;

    @TempDir
    Path folder;

    private static void run(Tx tx, String sql) {
        int unused = tx.execute(sql);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void rowsAreFoundInReadsFromWhereTheLastWereAndDeletedAFewAtATime(TestDatabase database) {
        try (Store store = Store.open(database.fresh(folder))) {
            Transactions transactions = store.transactions();
            boolean unused = transactions.write(tx -> {
                run(tx, "CREATE TABLE things (id BIGINT PRIMARY KEY, kept INTEGER NOT NULL)");
                tx.update(
                        "INSERT INTO things VALUES (?, ?)",
                        LongStream.rangeClosed(1, ROWS)
                                .mapToObj(id -> new Object[] {id, id % 100 == 0 ? 1 : 0})
                                .toList());
                return true;
            });
            List<Long> begins = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            Sweep<Long> sweep = new Sweep<>(
                    transactions,
                    (tx, after, most) -> {
                        begins.add(after.orElse(0L));
                        return tx.sql("SELECT id FROM things WHERE id > ? ORDER BY id LIMIT ?")
                                .params(after.orElse(0L), most)
                                .query(Long.class)
                                .list();
                    },
                    (tx, ids) -> {
                        sizes.add(ids.size());
                        tx.update(
                                "DELETE FROM things WHERE id = ? AND kept = 0",
                                ids.stream().map(id -> new Object[] {id}).toList());
                    });

            int found = 0;
            for (int step = sweep.step(); step > 0; step = sweep.step()) {
                found += step;
            }

            assertThat(found).isEqualTo(ROWS);
            assertThat(begins).as("what stays is not read again").containsExactly(0L, 500L, 1_000L, 1_300L);
            assertThat(sizes).allMatch(size -> size <= Sweep.DELETED_AT_ONCE);
            assertThat(transactions.<Long>read(tx -> tx.sql("SELECT COUNT(*) FROM things")
                            .query(Long.class)
                            .single()))
                    .isEqualTo(13);
        }
    }
}
