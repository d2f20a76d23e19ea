package io.tagline.journeys.chaos;

import io.tagline.wire.SeqRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What the journal of an agent that was killed holds: read from a copy, so that the files stay as the agent will find them. */
final class KilledJournal {
    private final StoredIdentities identities;
    private final NavigableMap<Long, String> scans;

    private KilledJournal(StoredIdentities identities, NavigableMap<Long, String> scans) {
        this.identities = identities;
        this.scans = scans;
    }

    /** Empty if there is no database, or it was killed before it had made one. */
    static Optional<KilledJournal> read(Path dataDir, Path scratch) throws IOException, SQLException {
        if (!Files.exists(dataDir.resolve("journal.db"))) {
            return Optional.empty();
        }
        try (Connection connection = copyOf(dataDir, scratch);
                Statement statement = connection.createStatement()) {
            NavigableMap<Long, String> scans = new TreeMap<>();
            try (ResultSet row = statement.executeQuery("SELECT seq, * FROM scan ORDER BY seq")) {
                while (row.next()) {
                    scans.put(row.getLong(1), content(row));
                }
            }
            return Optional.of(new KilledJournal(StoredIdentities.read(statement), scans));
        } finally {
            Folders.delete(scratch);
        }
    }

    /** The highest number of each journal in it. */
    Map<UUID, Long> last() {
        Map<UUID, Long> last = new HashMap<>();
        identities.part(scans).forEach((id, part) -> last.put(id, part.lastKey()));
        return last;
    }

    int size() {
        return scans.size();
    }

    /**
     * Scans that cannot be found any more by their number in the files as they are now, or say something else. Found one by one: a
     * journal that is read in order may give up more.
     */
    Map<UUID, List<SeqRange>> destroyedIn(Path dataDir, Path scratch) throws IOException {
        NavigableMap<Long, String> gone = new TreeMap<>();
        try (Connection connection = copyOf(dataDir, scratch)) {
            for (Map.Entry<Long, String> scan : scans.entrySet()) {
                if (!isThere(connection, scan.getKey(), scan.getValue())) {
                    gone.put(scan.getKey(), scan.getValue());
                }
            }
        } catch (SQLException e) {
            // not even opened: nothing of it can be read
            gone.putAll(scans);
        } finally {
            Folders.delete(scratch);
        }
        Map<UUID, List<SeqRange>> ranges = new HashMap<>();
        identities
                .part(gone)
                .forEach((id, part) -> ranges.put(
                        id,
                        SeqRange.covering(part.keySet().stream()
                                .mapToLong(Long::longValue)
                                .toArray())));
        return ranges;
    }

    private static boolean isThere(Connection connection, long seq, String content) {
        try (PreparedStatement find = connection.prepareStatement("SELECT seq, * FROM scan WHERE seq = ?")) {
            find.setLong(1, seq);
            try (ResultSet row = find.executeQuery()) {
                return row.next() && content(row).equals(content);
            }
        } catch (SQLException e) {
            return false;
        }
    }

    private static Connection copyOf(Path dataDir, Path scratch) throws IOException, SQLException {
        Files.createDirectories(scratch);
        for (String name : List.of("journal.db", "journal.db-wal")) {
            if (Files.exists(dataDir.resolve(name))) {
                Files.copy(dataDir.resolve(name), scratch.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return DriverManager.getConnection("jdbc:sqlite:" + scratch.resolve("journal.db"));
    }

    private static String content(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            text.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value)
                    .append(' ');
        }
        return text.toString();
    }
}
