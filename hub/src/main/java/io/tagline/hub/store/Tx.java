package io.tagline.hub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One transaction, for as long as the work that was handed to {@link Transactions} runs; confined to its thread. */
public final class Tx {
    /** What writers of bindings and readers of bindings keep apart by; any number that no other lock of ours has. */
    private static final long TAGS = 0x7461_6773L;

    /** SQLite takes 32,766 parameters, PostgreSQL 65,535. */
    public static final int MOST_KEYS = 512;

    private final Connection connection;
    private final Dialect dialect;
    private final JdbcClient client;
    // by name, so that no two transactions end in different orders and lock each other out
    private final SortedMap<String, Ended<?>> ending = new TreeMap<>();

    Tx(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
        this.client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    /** A statement to bind and run. */
    public JdbcClient.StatementSpec sql(String sql) {
        return client.sql(sql);
    }

    /**
     * Inserts rows that are not there yet.
     *
     * @return the indexes of the rows that went in
     */
    public BitSet insertNew(BulkInsert insert, List<Object[]> rows) {
        try {
            return dialect.insertNew(connection, insert, rows);
        } catch (SQLException e) {
            throw new TxFailure(insert.toString(), e);
        }
    }

    /** What {@link #forEach} does with a row. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * Reads the rows of many keys.
     *
     * @param selectIn a SELECT that ends with {@code WHERE key IN}
     */
    public void forEach(String selectIn, Collection<?> keys, RowReader reader) {
        select(selectIn, List.of(), keys, "", reader);
    }

    /** As {@link #forEach}, with a value for each place before the keys. */
    public void forEach(String selectIn, List<Object> before, Collection<?> keys, RowReader reader) {
        select(selectIn, before, keys, "", reader);
    }

    /** As {@link #forEach}, and the rows are this transaction's until it ends; taken in the order given, against deadlocks. */
    public void forEachForUpdate(String selectIn, Collection<?> keys, String orderBy, RowReader reader) {
        select(selectIn, List.of(), keys, " ORDER BY " + orderBy + dialect.forUpdate(), reader);
    }

    /**
     * As {@link #forEach}, of few enough keys that an order and a limit hold for all of their rows.
     *
     * @param keys at most 512
     * @param rest comes after the keys
     * @param after a value for each place in the rest
     */
    public void forFew(String selectIn, Collection<?> keys, String rest, List<Object> after, RowReader reader) {
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException(keys.size() + " keys: expected at most " + MOST_KEYS);
        }
        select(selectIn, List.of(), keys, rest, after, reader);
    }

    private void select(String selectIn, List<Object> before, Collection<?> keys, String tail, RowReader reader) {
        select(selectIn, before, keys, tail, List.of(), reader);
    }

    private void select(
            String selectIn,
            List<Object> before,
            Collection<?> keys,
            String tail,
            List<Object> after,
            RowReader reader) {
        Object[] all = keys.toArray();
        for (int from = 0; from < all.length; from += MOST_KEYS) {
            int count = Math.min(MOST_KEYS, all.length - from);
            // a power of two of places, so that there are few statements to plan; the last key fills the rest
            int places = Math.max(1, Integer.highestOneBit(count * 2 - 1));
            String sql = selectIn + "(?" + ",?".repeat(places - 1) + ")" + tail;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < before.size(); i++) {
                    statement.setObject(i + 1, before.get(i));
                }
                for (int i = 0; i < places; i++) {
                    statement.setObject(before.size() + i + 1, all[from + Math.min(i, count - 1)]);
                }
                for (int i = 0; i < after.size(); i++) {
                    statement.setObject(before.size() + places + i + 1, after.get(i));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            } catch (SQLException e) {
                throw new TxFailure(selectIn, e);
            }
        }
    }

    /** Runs one statement whose values may be missing. */
    public int execute(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new TxFailure(sql, e);
        }
    }

    /** Runs one statement for many rows. */
    public void update(String sql, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                for (int column = 0; column < row.length; column++) {
                    statement.setObject(column + 1, row[column]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new TxFailure(sql, e);
        }
    }

    /** What is done with all that was left for the end of the transaction. */
    @FunctionalInterface
    public interface AtEnd<T> {
        void write(Tx tx, List<T> left);
    }

    private record Ended<T>(List<T> left, AtEnd<T> work) {
        void write(Tx tx) {
            work.write(tx, List.copyOf(left));
        }
    }

    /**
     * Leaves something for the end of the transaction, when it is written together with all else of its name: where every writer
     * must pass one row, that row is locked for the commit alone. It still is in or out with the rest.
     *
     * @param name of the work, the same for all that is written together
     */
    @SuppressWarnings("unchecked") // one name, one kind of thing
    public <T> void atEnd(String name, T thing, AtEnd<T> work) {
        ((Ended<T>) ending.computeIfAbsent(name, first -> new Ended<>(new ArrayList<T>(), work)))
                .left()
                .add(thing);
    }

    /** Writes what was left for the end, in the order of the names. */
    void end() {
        ending.values().forEach(last -> last.write(this));
    }

    /** Until this transaction ends nobody changes which tag is on which parcel; others may read it too. */
    public void holdTags() {
        lock(TAGS, true);
    }

    /** Until this transaction ends nobody else reads or changes which tag is on which parcel. */
    public void ownTags() {
        lock(TAGS, false);
    }

    private void lock(long number, boolean shared) {
        try {
            dialect.lock(connection, number, shared);
        } catch (SQLException e) {
            throw new TxFailure("lock", e);
        }
    }
}
