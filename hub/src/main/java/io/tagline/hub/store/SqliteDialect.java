package io.tagline.hub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;

/** SQLite: one writer at a time, so there is nothing to lock; a statement is cheap, so rows go in one by one. */
final class SqliteDialect implements Dialect {
    // https://sqlite.org/rescode.html, primary codes
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;
    private static final int FULL = 13;
    private static final int TOO_BIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;

    @Override
    public BitSet insertNew(Connection connection, BulkInsert insert, List<Object[]> rows) throws SQLException {
        BitSet inserted = new BitSet(rows.size());
        try (PreparedStatement statement = connection.prepareStatement(insert.rowByRow())) {
            for (int i = 0; i < rows.size(); i++) {
                Object[] row = rows.get(i);
                for (int column = 0; column < row.length; column++) {
                    statement.setObject(column + 1, row[column]);
                }
                if (statement.executeUpdate() == 1) {
                    inserted.set(i);
                }
            }
        }
        return inserted;
    }

    @Override
    public String forUpdate() {
        return "";
    }

    @Override
    public void lock(Connection connection, long number, boolean shared) {
        // a write transaction is alone in the file from its first statement on
    }

    @Override
    public boolean isCollision(SQLException e) {
        int code = e.getErrorCode() & 0xFF;
        return code == BUSY || code == LOCKED;
    }

    @Override
    public boolean isAboutTheData(SQLException e) {
        int code = e.getErrorCode() & 0xFF;
        return code == CONSTRAINT || code == MISMATCH || code == TOO_BIG;
    }

    @Override
    public StoreTrouble trouble(SQLException e) {
        return switch (e.getErrorCode() & 0xFF) {
            case FULL -> StoreTrouble.FULL;
            case READ_ONLY -> StoreTrouble.READ_ONLY;
            case BUSY, LOCKED -> StoreTrouble.LOCKED;
            default -> StoreTrouble.AWAY;
        };
    }
}
