package io.tagline.edge.journal;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The SQLite file as the writer sees it: each method is one transaction. Confined to the thread that owns it, which is
 * {@code journal} once it runs.
 */
final class JournalFile implements AutoCloseable {
    /** Kept in {@code user_version}; a newer agent's file is refused rather than misread. */
    static final int VERSION = 2;

    /** {@code given}: highest number given when scans were last deleted; no number is ever given twice. */
    private static final String CREATE_JOURNAL =
            """
            CREATE TABLE journal (
              id    TEXT    NOT NULL,
              given INTEGER NOT NULL,
              above INTEGER NOT NULL DEFAULT 0,
              place TEXT    NOT NULL DEFAULT ''
            )
            """;

    private static final String KEEP_GIVEN =
            "UPDATE journal SET given = max(given, coalesce((SELECT max(seq) FROM scan_row), 0))";

    private static final String CREATE_RECEIPTED =
            "CREATE TABLE receipted (first INTEGER PRIMARY KEY, last INTEGER NOT NULL)";

    /** One row for each hour that the agent ran: up to where receipts reached without a gap by then. */
    private static final String CREATE_HOUR =
            "CREATE TABLE hour (number INTEGER PRIMARY KEY, receipted_to INTEGER NOT NULL)";

    private Connection connection;
    private PreparedStatement insert;
    private PreparedStatement pageCount;
    private PreparedStatement freePages;

    private JournalFile(Connection connection) throws SQLException {
        this.connection = connection;
        prepare();
    }

    private void prepare() throws SQLException {
        insert = connection.prepareStatement(ScanTable.INSERT);
        pageCount = connection.prepareStatement("PRAGMA page_count");
        freePages = connection.prepareStatement("PRAGMA freelist_count");
    }

    /** Goes on with another file, or the same one opened anew; the old connection is closed. */
    void become(JournalFile other) {
        Sqlite.closeQuietly(connection);
        connection = other.connection;
        insert = other.insert;
        pageCount = other.pageCount;
        freePages = other.freePages;
    }

    /**
     * Makes a new file; it gets these identities for ever.
     *
     * @param given its first scan gets the number after this one
     */
    static void create(Path file, Identities identities, long given) throws SQLException {
        try (Connection connection = Sqlite.openForWriting(file)) {
            create(connection, identities, given);
        }
    }

    private static void create(Connection connection, Identities identities, long given) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute(CREATE_JOURNAL);
            statement.execute(EarlierTable.CREATE);
            statement.execute(ScanTable.CREATE);
            statement.execute(ScanTable.CREATE_VIEW);
            statement.execute(CREATE_RECEIPTED);
            statement.execute(CREATE_HOUR);
            statement.execute(CorrectionTable.CREATE);
            for (Identities.Identity each : identities.all()) {
                if (each.equals(identities.current())) {
                    statement.execute("INSERT INTO journal (id, given, above) VALUES ('" + each.id() + "', " + given
                            + ", " + each.above() + ")");
                } else {
                    statement.execute("INSERT OR REPLACE INTO earlier (above, id) VALUES (" + each.above() + ", '"
                            + each.id() + "')");
                }
            }
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

    /** Opens a file that may only be read, so that what it holds can be sent. */
    static JournalFile openForReading(Path file) throws SQLException {
        return new JournalFile(Sqlite.openForReading(file));
    }

    /** In place of a file of which nothing can be read: it holds no scan, and none is put into it. */
    static JournalFile ofNothing() throws SQLException {
        Connection memory = Sqlite.openInMemory();
        create(memory, Identities.ofNewJournal(), 0);
        return new JournalFile(memory);
    }

    /** @throws IllegalArgumentException if what is there is no identity, as in a damaged file */
    static Optional<Identities> identities(Connection connection) throws SQLException {
        List<Identities.Identity> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT above, id, 0 AS now FROM earlier UNION ALL SELECT above, id, 1 FROM journal"
                                + " ORDER BY above, now")) {
            while (row.next()) {
                found.add(new Identities.Identity(UUID.fromString(row.getString(2)), row.getLong(1)));
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new Identities(found));
    }

    /** From now on scans belong to this new identity; those before keep theirs, and one that has none is forgotten. */
    void renew(Identities.Identity identity) throws SQLException {
        inOneTransaction(() -> {
            execute("INSERT OR REPLACE INTO earlier (above, id) SELECT above, id FROM journal WHERE above < "
                    + identity.above());
            execute("UPDATE journal SET id = '" + identity.id() + "', above = " + identity.above()
                    + ", given = max(given, " + identity.above() + ")");
        });
    }

    /** Where this file was when it was last opened, as {@link Place} names it; empty if it was not yet. */
    Optional<String> place() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT place FROM journal WHERE place <> ''")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    void keepPlace(String place) throws SQLException {
        inOneTransaction(() -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE journal SET place = ?")) {
                update.setString(1, place);
                update.executeUpdate();
            }
        });
    }

    /** True if this scan is on disk, as it is here and under its number. */
    boolean holds(Scan scan) throws SQLException, DamagedRowException {
        try (PreparedStatement select = connection.prepareStatement(ScanTable.SELECT_RANGE)) {
            select.setLong(1, scan.seq());
            select.setLong(2, scan.seq());
            select.setInt(3, 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && ScanTable.read(row).equals(ScanRow.of(scan).scan());
            }
        }
    }

    /** Rows found one by one in a damaged file; one that is there already is left as it is. */
    int keep(List<ScanRow> rows) throws SQLException {
        int[] kept = new int[1];
        inOneTransaction(() -> {
            try (PreparedStatement insertNew = connection.prepareStatement(ScanTable.INSERT_NEW)) {
                for (ScanRow row : rows) {
                    ScanTable.bind(insertNew, row);
                    kept[0] += insertNew.executeUpdate();
                }
            }
        });
        return kept[0];
    }

    /** Writes all that this connection sees into a new file, even when its own has lost its name in the folder. */
    void copyTo(Path copy) throws SQLException {
        // VACUUM stands no other statement on its connection, not even one that is only prepared and was used
        insert.close();
        pageCount.close();
        freePages.close();
        try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.executeUpdate();
        } finally {
            prepare();
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
                ScanTable.bind(insert, ScanRow.of(scan));
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
     * Deletes the lowest scans that are receipted, saves the receipts with it, and forgets identities of which nothing is left.
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
                gone[0] = statement.executeUpdate(
                        "DELETE FROM scan_row WHERE seq IN (SELECT seq FROM scan_row WHERE seq <= "
                                + Math.min(seq, receipted.prefix()) + " ORDER BY seq LIMIT " + most + ")");
                statement.executeUpdate(EarlierTable.FORGET);
            }
        });
        return gone[0];
    }

    /** Moves the log into the database and starts it anew; its file keeps its size, so that it needs no new room. */
    void checkpoint() throws SQLException {
        execute("PRAGMA wal_checkpoint(RESTART)");
    }

    /** Writes what the log holds into the database and has both on disk, however much of it was thought to be there. */
    void syncAll() throws SQLException {
        execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** The same of a log that has lost its name. @throws SQLException if part of it could not be moved */
    void saveLog() throws SQLException {
        if (Sqlite.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
            throw new SQLException("the journal's log is in use: expected to move it into the database");
        }
    }

    /** For a copy that whoever made it has on disk when it is closed: millions of scans then wait for no fsync. */
    void syncLater() throws SQLException {
        execute("PRAGMA synchronous=OFF");
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

    Connection connection() {
        return connection;
    }

    boolean isOpen() throws SQLException {
        return !connection.isClosed();
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
