package io.tagline.edge.journal;

import io.tagline.wire.Health.JournalHealth;
import java.sql.Connection;
import java.sql.SQLException;

/** Identities that the journal had before the one in {@code journal}; see {@link Identities}. */
final class EarlierTable {
    static final String CREATE = "CREATE TABLE earlier (above INTEGER PRIMARY KEY, id TEXT NOT NULL)";

    /** Those below that of the lowest scan on disk: nothing is left of them, and nothing comes again. */
    static final String FORGET =
            """
            DELETE FROM earlier WHERE above < (
              SELECT max(above) FROM (SELECT above FROM earlier UNION ALL SELECT above FROM journal)
              WHERE above < coalesce((SELECT min(seq) FROM scan_row), (SELECT given + 1 FROM journal)))
            """;

    private static final String BEYOND_TELLING =
            "SELECT above FROM earlier ORDER BY above DESC LIMIT 1 OFFSET " + (JournalHealth.MOST_EARLIER - 1);

    private EarlierTable() {}

    /**
     * The highest number of those identities that health can no longer name, and so no hub can ask for: once receipted, their scans
     * are of no use. So no more than {@value JournalHealth#MOST_EARLIER} identities are kept, but for those that wait for receipts.
     *
     * @return 0 if there are none
     */
    static long beyondTelling(Connection connection) throws SQLException {
        return Sqlite.number(connection, BEYOND_TELLING);
    }
}
