package io.tagline.edge.journal;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The SQLite file as the writer sees it: each method is one transaction. Confined to the thread that owns it, which is
 * {@code journal} once it runs.
 */
final class JournalFile implements AutoCloseable {
    /** Kept in {@code user_version}; a newer agent's file is refused rather than misread. */
    static final int VERSION = 1;

    /** {@code given}: highest number given when scans were last deleted; no number is ever given twice. */
    private static final String CREATE_IDENTITY = "CREATE TABLE journal (id TEXT NOT NULL, given INTEGER NOT NULL)";

    private static final String KEEP_GIVEN =
            "UPDATE journal SET given = max(given, coalesce((SELECT max(seq) FROM scan), 0))";

    private static final String CREATE_RECEIPTED =
            "CREATE TABLE receipted (first INTEGER PRIMARY KEY, last INTEGER NOT NULL)";

    /** One row for each hour that the agent ran: up to where receipts reached without a gap by then. */
    private static final String CREATE_HOUR =
            "CREATE TABLE hour (number INTEGER PRIMARY KEY, receipted_to INTEGER NOT NULL)";

    private final Connection connection;
    private PreparedStatement insert;
    private final PreparedStatement pageCount;
    private final PreparedStatement freePages;

    private JournalFile(Connection connection) throws SQLException {
        this.connection = connection;
        execute(CorrectionTable.CREATE);
        this.insert = connection.prepareStatement(ScanTable.INSERT);
        this.pageCount = connection.prepareStatement("PRAGMA page_count");
        this.freePages = connection.prepareStatement("PRAGMA freelist_count");
    }

    /**
     * Makes a new file; it gets this identity for ever.
     *
     * @param given its first scan gets the number after this one
     */
    static void create(Path file, UUID id, long given) throws SQLException {
        try (Connection connection = Sqlite.openForWriting(file);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute(CREATE_IDENTITY);
            statement.execute(ScanTable.CREATE);
            statement.execute(CREATE_RECEIPTED);
            statement.execute(CREATE_HOUR);
            statement.execute(CorrectionTable.CREATE);
            statement.execute("INSERT INTO journal (id, given) VALUES ('" + id + "', " + given + ")");
            statement.execute("PRAGMA user_version=" + VERSION);
            statement.execute("COMMIT");
        }
    }

    /** Opens a file that exists and is whole. */
    static JournalFile open(Path file) throws SQLException {
        Connection connection = Sqlite.openForWriting(file);
        try {
            return new JournalFile(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static Optional<UUID> id(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM journal")) {
            return row.next() ? Optional.of(UUID.fromString(row.getString(1))) : Optional.empty();
        }
    }

    static SeqSet receipted(Connection connection) throws SQLException {
        SeqSet set = SeqSet.EMPTY;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT first, last FROM receipted ORDER BY first")) {
            while (row.next()) {
                set = set.plus(new SeqRange(row.getLong(1), row.getLong(2)));
            }
        }
        return set;
    }

    /** Puts scans on disk, with the receipts that came meanwhile: they cost no fsync of their own then. */
    void append(List<Scan> scans, Optional<SeqSet> receipted) throws SQLException {
        inOneTransaction(() -> {
            for (Scan scan : scans) {
                ScanTable.bind(insert, scan);
                insert.executeUpdate();
            }
            if (receipted.isPresent()) {
                writeReceipted(receipted.get());
            }
        });
    }

    void saveReceipted(SeqSet receipted) throws SQLException {
        inOneTransaction(() -> writeReceipted(receipted));
    }

    /** What was learned of the times of scans on disk; what was learned of scans that are gone goes. */
    void correct(List<Correction> corrections) throws SQLException {
        inOneTransaction(() -> {
            execute(CorrectionTable.FORGET);
            CorrectionTable.insert(connection, corrections);
        });
    }

    /**
     * Notes that an hour has passed, and forgets what was noted longer ago than {@code hours}.
     *
     * @return the number up to which scans have had their receipt for that long, 0 if none
     */
    long hourPassed(SeqSet receipted, long hours) throws SQLException {
        long[] old = new long[1];
        inOneTransaction(() -> {
            execute("INSERT INTO hour (number, receipted_to) SELECT coalesce(max(number), 0) + 1, " + receipted.prefix()
                    + " FROM hour");
            old[0] = Sqlite.number(
                    connection,
                    "SELECT max(receipted_to) FROM hour WHERE number <= (SELECT max(number) FROM hour) - " + hours);
            execute("DELETE FROM hour WHERE number < (SELECT max(number) FROM hour) - " + hours);
        });
        // a range that the hub has asked for again since must stay
        return Math.min(old[0], receipted.prefix());
    }

    /**
     * Deletes the lowest scans that are receipted, and saves the receipts with it.
     *
     * @param most scans in this transaction: it holds up appending, and its log needs room on the disk
     * @return how many went
     */
    int deleteTo(long seq, int most, SeqSet receipted) throws SQLException {
        int[] gone = new int[1];
        inOneTransaction(() -> {
            writeReceipted(receipted);
            execute(KEEP_GIVEN);
            try (Statement statement = connection.createStatement()) {
                gone[0] = statement.executeUpdate("DELETE FROM scan WHERE seq IN (SELECT seq FROM scan WHERE seq <= "
                        + Math.min(seq, receipted.prefix()) + " ORDER BY seq LIMIT " + most + ")");
            }
        });
        return gone[0];
    }

    /** Moves the log into the database and starts it anew; its file keeps its size, so that it needs no new room. */
    void checkpoint() throws SQLException {
        execute("PRAGMA wal_checkpoint(RESTART)");
    }

    /** Gives free pages at the end of the file back to the disk. */
    void shrink(int pages) throws SQLException {
        inOneTransaction(() -> execute("PRAGMA incremental_vacuum(" + pages + ")"));
    }

    /** Pages of the file, those in use and those free for reuse. */
    long pages() throws SQLException {
        return number(pageCount);
    }

    long freePages() throws SQLException {
        return number(freePages);
    }

    /** Highest number ever given, 0 if none. */
    long lastSeq() throws SQLException {
        return Math.max(ScanTable.last(connection), Sqlite.number(connection, "SELECT given FROM journal"));
    }

    /** No number up to this one will be given. */
    void leapTo(long given, SeqSet receipted) throws SQLException {
        inOneTransaction(() -> {
            execute("UPDATE journal SET given = " + given);
            writeReceipted(receipted);
        });
    }

    Connection connection() {
        return connection;
    }

    private void writeReceipted(SeqSet receipted) throws SQLException {
        execute("DELETE FROM receipted");
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO receipted (first, last) VALUES (?, ?)")) {
            for (SeqRange range : receipted.ranges()) {
                statement.setLong(1, range.from());
                statement.setLong(2, range.to());
                statement.executeUpdate();
            }
        }
    }

    /**
     * By BEGIN and COMMIT of our own: SQLite may roll back by itself on a full disk (measured: it does), and JDBC's
     * auto-commit mode would then go on without a transaction.
     */
    private void inOneTransaction(Work work) throws SQLException {
        execute("BEGIN IMMEDIATE");
        try {
            work.run();
            execute("COMMIT");
        } catch (SQLException e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(SQLException cause) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // it has rolled back already, and says so
            cause.addSuppressed(e);
        }
        try {
            // sqlite-jdbc finalizes a statement that has failed
            insert.close();
            insert = connection.prepareStatement(ScanTable.INSERT);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private interface Work {
        void run() throws SQLException;
    }
}
