package io.tagline.edge.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a file of version 1 to version {@link JournalFile#VERSION} where it lies, a group of scans in each transaction: each
 * scan is in one table or the other, so that a migration cut short is taken up again at the next start. It needs no second
 * copy of the journal on the disk.
 */
final class Migration {
    static final int OLD_VERSION = 1;

    private static final Logger log = LoggerFactory.getLogger(Migration.class);

    private static final int GROUP = 2_000;

    private Migration() {}

    /** Does what there is to do, mostly nothing. A row that can not be read is left out and named in the log. */
    static void run(Path file, Runnable progress) throws SQLException {
        try (Connection connection = Sqlite.openForWriting(file);
                Statement statement = connection.createStatement()) {
            if (Sqlite.number(connection, "PRAGMA user_version") == OLD_VERSION) {
                log.atInfo().addKeyValue("file", file).log("the journal is brought to the new version");
                begin(statement);
            }
            if (Sqlite.number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'scan_1'") == 0) {
                return;
            }
            while (moveGroup(connection, statement)) {
                progress.run();
            }
            statement.execute("DROP TABLE scan_1");
        }
    }

    private static void begin(Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("ALTER TABLE scan RENAME TO scan_1");
        statement.execute(ScanTable.CREATE);
        statement.execute(ScanTable.CREATE_VIEW);
        statement.execute("ALTER TABLE journal ADD COLUMN above INTEGER NOT NULL DEFAULT 0");
        statement.execute("ALTER TABLE journal ADD COLUMN place TEXT NOT NULL DEFAULT ''");
        statement.execute(EarlierTable.CREATE);
        statement.execute(CorrectionTable.CREATE);
        statement.execute("PRAGMA user_version=" + JournalFile.VERSION);
        statement.execute("COMMIT");
    }

    private static boolean moveGroup(Connection connection, Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        long last = 0;
        int read = 0;
        try (PreparedStatement select = connection.prepareStatement(OldScanTable.SELECT);
                PreparedStatement insert = connection.prepareStatement(ScanTable.INSERT_NEW)) {
            select.setInt(1, GROUP);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    read++;
                    move(row, insert);
                }
            }
        }
        statement.execute("DELETE FROM scan_1 WHERE seq <= " + last);
        statement.execute("COMMIT");
        return read == GROUP;
    }

    private static void move(ResultSet row, PreparedStatement insert) throws SQLException {
        try {
            ScanTable.bind(insert, ScanRow.of(OldScanTable.read(row)));
            insert.executeUpdate();
        } catch (DamagedRowException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("a scan could not be brought along");
        }
    }
}
