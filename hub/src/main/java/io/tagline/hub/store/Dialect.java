package io.tagline.hub.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;

/** Where SQLite and PostgreSQL differ: how many rows go in at once, and how writers keep out of each other's way. */
interface Dialect {
    /**
     * Inserts the rows that are not there yet.
     *
     * @return the indexes of those that went in
     */
    BitSet insertNew(Connection connection, BulkInsert insert, List<Object[]> rows) throws SQLException;

    /** What ends a SELECT whose rows nobody else may change until the transaction ends. */
    String forUpdate();

    /** Waits for, and until the end of the transaction keeps, a lock of this number. */
    void lock(Connection connection, long number, boolean shared) throws SQLException;

    /** True if the same transaction may succeed when it is tried again. */
    boolean isCollision(SQLException e);

    /** True if the database refuses what it is given: trying again won't help, other data may go in. */
    boolean isAboutTheData(SQLException e);

    /** What keeps the database from its work. */
    StoreTrouble trouble(SQLException e);
}
