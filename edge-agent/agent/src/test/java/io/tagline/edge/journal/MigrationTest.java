package io.tagline.edge.journal;

import static io.tagline.edge.journal.TestJournal.epc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that agents of version 1 have written. */
class MigrationTest {
    private static final int SCANS = 5_000;
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123Z");

    @TempDir
    Path dir;

    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void writeAFileOfVersionOne() throws Exception {
        try (Connection connection = Sqlite.openForWriting(dir.resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("CREATE TABLE journal (id TEXT NOT NULL, given INTEGER NOT NULL)");
            statement.execute(
                    """
                    CREATE TABLE scan (seq INTEGER PRIMARY KEY, portal TEXT NOT NULL, epc BLOB NOT NULL, direction TEXT NOT NULL,
                      at_ms INTEGER NOT NULL, first_seen_ms INTEGER NOT NULL, last_seen_ms INTEGER NOT NULL,
                      reads INTEGER NOT NULL, peak_rssi_dbm REAL, confidence REAL NOT NULL, clock TEXT NOT NULL,
                      clock_error_ms INTEGER NOT NULL)
                    """);
            statement.execute("CREATE TABLE receipted (first INTEGER PRIMARY KEY, last INTEGER NOT NULL)");
            statement.execute("CREATE TABLE hour (number INTEGER PRIMARY KEY, receipted_to INTEGER NOT NULL)");
            statement.execute("INSERT INTO journal VALUES ('" + id + "', 0)");
            statement.execute("INSERT INTO receipted VALUES (1, 100)");
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO scan VALUES (?, 'door-1', ?, 'out', ?, ?, ?, 7, ?, 0.93, 'synced', 4)")) {
                for (int n = 1; n <= SCANS; n++) {
                    insert.setLong(1, n);
                    insert.setBytes(2, HexFormat.of().parseHex(epc(n)));
                    insert.setLong(3, AT.toEpochMilli());
                    insert.setLong(4, AT.toEpochMilli() - 700);
                    insert.setLong(5, AT.toEpochMilli() + 900);
                    insert.setDouble(6, -61.5);
                    insert.executeUpdate();
                }
            }
            statement.execute("PRAGMA user_version=1");
            statement.execute("COMMIT");
        }
    }

    @Test
    void everyScanIdentityAndReceiptOfVersionOneIsBroughtAlong() throws Exception {
        checkAll();
        checkAll();
    }

    @Test
    void migrationCutShortAtAnyGroupIsTakenUpAgain() throws Exception {
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(() -> Migration.run(dir.resolve("journal.db"), () -> {
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");
        }
        checkAll();
    }

    @Test
    void damagedFileOfVersionOneIsLeftAsItIs() throws Exception {
        try (var file = new RandomAccessFile(dir.resolve("journal.db").toFile(), "rw")) {
            file.seek(40L * Sqlite.PAGE_BYTES);
            file.write(new byte[Sqlite.PAGE_BYTES]);
        }
        assertThatThrownBy(() -> TestJournal.open(dir))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("it is damaged and of version 1");
    }

    private void checkAll() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            assertThat(journal.id()).isEqualTo(id);
            assertThat(journal.lastSeq()).isEqualTo(SCANS);
            List<Scan> pending = journal.pending(SeqSet.EMPTY, SCANS);
            assertThat(pending).hasSize(SCANS - 100);
            assertThat(pending).allSatisfy(scan -> assertThat(scan)
                    .isEqualTo(new Scan(
                            scan.seq(),
                            "door-1",
                            epc(scan.seq()),
                            Direction.OUT,
                            AT,
                            AT.minusMillis(700),
                            AT.plusMillis(900),
                            7,
                            OptionalDouble.of(-61.5),
                            0.93,
                            ClockQuality.SYNCED,
                            4)));
        }
    }
}
