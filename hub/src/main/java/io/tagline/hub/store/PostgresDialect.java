package io.tagline.hub.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;

/** PostgreSQL: a round trip is dear, so rows go in as one array a column; writers are many, so they lock. */
final class PostgresDialect implements Dialect {
    @Override
    public BitSet insertNew(Connection connection, BulkInsert insert, List<Object[]> rows) throws SQLException {
        BitSet inserted = new BitSet(rows.size());
        if (rows.isEmpty()) {
            return inserted;
        }
        List<BulkInsert.Column> columns = insert.columns();
        try (PreparedStatement statement = connection.prepareStatement(insert.fromArrays())) {
            for (int column = 0; column < columns.size(); column++) {
                String type = columns.get(column).type();
                Object[] values = arrayFor(type, rows.size());
                for (int i = 0; i < values.length; i++) {
                    values[i] = rows.get(i)[column];
                }
                Array array = connection.createArrayOf(type, values);
                statement.setArray(column + 1, array);
            }
            try (ResultSet keys = statement.executeQuery()) {
                insert.markInserted(keys, rows, inserted);
            }
        }
        return inserted;
    }

    /** The driver sends arrays of these in binary, and takes an array of byte arrays in no other way. */
    private static Object[] arrayFor(String type, int length) {
        return switch (type) {
            case "bytea" -> new byte[length][];
            case "bigint" -> new Long[length];
            case "int" -> new Integer[length];
            case "double precision" -> new Double[length];
            case "text" -> new String[length];
            default ->
                throw new IllegalArgumentException(
                        "column type \"" + type + "\": expected bytea, bigint, int, double precision or text");
        };
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }

    @Override
    public void lock(Connection connection, long number, boolean shared) throws SQLException {
        String sql = shared ? "SELECT pg_advisory_xact_lock_shared(?)" : "SELECT pg_advisory_xact_lock(?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number);
            statement.execute();
        }
    }

    /** Serialization failure and deadlock (PostgreSQL manual, appendix A, class 40). */
    @Override
    public boolean isCollision(SQLException e) {
        return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }

    /** Data exceptions and integrity constraint violations (classes 22 and 23). */
    @Override
    public boolean isAboutTheData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** disk_full, read_only_sql_transaction, lock_not_available (appendix A). */
    @Override
    public StoreTrouble trouble(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "53100" -> StoreTrouble.FULL;
            case "25006" -> StoreTrouble.READ_ONLY;
            case "55P03", "40001", "40P01" -> StoreTrouble.LOCKED;
            default -> StoreTrouble.AWAY;
        };
    }
}
