package io.tagline.hub.store;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Many rows of one table at once, skipping those whose key is there already. A table class makes one of these and keeps it;
 * immutable, safe for any thread.
 */
public final class BulkInsert {
    private final String table;
    private final List<Column> columns;
    private final int keyColumns;
    private final String rowByRow;
    private final String fromArrays;

    /** A column and its PostgreSQL type, e.g. {@code bigint}. */
    record Column(String name, String type) {}

    /**
     * @param keyColumns how many columns, from the first, make a row's identity within one call
     * @param columns each as {@code name type}, with PostgreSQL's name of the type
     */
    public BulkInsert(String table, int keyColumns, String... columns) {
        List<Column> parsed = new ArrayList<>();
        for (String column : columns) {
            int space = column.indexOf(' ');
            parsed.add(new Column(column.substring(0, space), column.substring(space + 1)));
        }
        this.table = table;
        this.columns = List.copyOf(parsed);
        this.keyColumns = keyColumns;
        String names = parsed.stream().map(Column::name).collect(Collectors.joining(", "));
        String head = "INSERT INTO " + table + " (" + names + ") ";
        this.rowByRow = head + "VALUES (" + parsed.stream().map(c -> "?").collect(Collectors.joining(", "))
                + ") ON CONFLICT DO NOTHING";
        this.fromArrays = head + "SELECT * FROM unnest("
                + parsed.stream().map(c -> "?::" + c.type() + "[]").collect(Collectors.joining(", "))
                + ") ON CONFLICT DO NOTHING RETURNING "
                + parsed.subList(0, keyColumns).stream().map(Column::name).collect(Collectors.joining(", "));
    }

    List<Column> columns() {
        return columns;
    }

    String rowByRow() {
        return rowByRow;
    }

    String fromArrays() {
        return fromArrays;
    }

    /** Finds the rows that the database names; where a key is in the call twice, the first went in. */
    void markInserted(ResultSet keys, List<Object[]> rows, BitSet inserted) throws SQLException {
        Map<List<Object>, Integer> indexes = new HashMap<>(rows.size() * 2);
        for (int i = 0; i < rows.size(); i++) {
            List<Object> key = new ArrayList<>(keyColumns);
            for (int column = 0; column < keyColumns; column++) {
                key.add(comparable(rows.get(i)[column]));
            }
            indexes.putIfAbsent(key, i);
        }
        while (keys.next()) {
            List<Object> key = new ArrayList<>(keyColumns);
            for (int column = 0; column < keyColumns; column++) {
                key.add(comparable(keys.getObject(column + 1)));
            }
            Integer index = indexes.get(key);
            if (index == null) {
                throw new IllegalStateException(table + " returned a key that was not inserted: " + key);
            }
            inserted.set(index);
        }
    }

    private static Object comparable(Object value) {
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }

    @Override
    public String toString() {
        return "BulkInsert[" + table + "]";
    }
}
