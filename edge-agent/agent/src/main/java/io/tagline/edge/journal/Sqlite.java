package io.tagline.edge.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens SQLite files the way the journal needs them, and tells its errors apart. */
final class Sqlite {
    private static final Logger log = LoggerFactory.getLogger(Sqlite.class);

    static final int PAGE_BYTES = 4096;

    /** Pages in the log before it is moved into the database: less than the reserve, which must be room for that on a full disk. */
    static final int LOG_PAGES = 400;

    private static final int BUSY_MS = 10_000;

    /** Primary result codes are the low byte of the extended ones: SQLite, "Result and Error Codes". */
    private static final int PRIMARY = 0xff;

    private Sqlite() {}

    /**
     * The connection that writes. {@code synchronous=FULL} with a write-ahead log is one fsync a commit; less than FULL may
     * lose the last commits in a power cut, and those scans may already be at the hub under their numbers.
     */
    static Connection openForWriting(Path file) throws SQLException {
        Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=" + BUSY_MS);
            // has an effect on a new file only, and before its first table
            statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA wal_autocheckpoint=" + LOG_PAGES);
            statement.execute("PRAGMA cache_size=-1024");
            statement.execute("PRAGMA temp_store=MEMORY");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that only reads; it sees what is committed. */
    static Connection openForReading(Path file) throws SQLException {
        var readOnly = new org.sqlite.SQLiteConfig();
        readOnly.setReadOnly(true);
        readOnly.setBusyTimeout(BUSY_MS);
        readOnly.setCacheSize(-512);
        return JDBC.createConnection("jdbc:sqlite:" + file, readOnly.toProperties());
    }

    /** A database of this connection alone; it goes when that is closed. */
    static Connection openInMemory() throws SQLException {
        return JDBC.createConnection("jdbc:sqlite::memory:", new Properties());
    }

    /** The number in the first column of the first row, 0 if there is none or it is NULL. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** True if the disk had no room: nothing is broken, and the same works once there is some. */
    static boolean isDiskFull(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (primary(sqlite) == SQLiteErrorCode.SQLITE_FULL.code
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
    }

    /** True if the file is not what SQLite wrote. */
    static boolean isDamage(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (primary(sqlite) == SQLiteErrorCode.SQLITE_CORRUPT.code
                        || primary(sqlite) == SQLiteErrorCode.SQLITE_NOTADB.code);
    }

    /** True if the file or its folder may not be written. */
    static boolean isReadOnly(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (primary(sqlite) == SQLiteErrorCode.SQLITE_READONLY.code
                        || primary(sqlite) == SQLiteErrorCode.SQLITE_CANTOPEN.code
                        || primary(sqlite) == SQLiteErrorCode.SQLITE_PERM.code);
    }

    /** True if the disk would not give back what SQLite asked for: a bad sector, or a file that ends too early. */
    static boolean isUnreadable(SQLException e) {
        return e instanceof SQLiteException sqlite && primary(sqlite) == SQLiteErrorCode.SQLITE_IOERR.code;
    }

    /** For a connection that is given up; what it says about its end is of no use any more. */
    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.atDebug().setCause(e).log("a connection that was given up did not close well");
        }
    }

    private static int primary(SQLiteException e) {
        return e.getResultCode().code & PRIMARY;
    }
}
