package io.tagline.journeys.chaos;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Under which journal and number the hub knows the scans of a journal file. A file that was repaired, or
 * turned out to be an older copy, goes on under a new identity, which counts from 1 again.
 */
final class StoredIdentities {
    private final NavigableMap<Long, UUID> idAbove;

    private StoredIdentities(NavigableMap<Long, UUID> idAbove) {
        this.idAbove = idAbove;
    }

    static StoredIdentities read(Statement statement) throws SQLException {
        NavigableMap<Long, UUID> idAbove = new TreeMap<>();
        try (ResultSet row =
                statement.executeQuery("SELECT above, id FROM earlier UNION ALL SELECT above, id FROM journal")) {
            while (row.next()) {
                idAbove.put(row.getLong(1), UUID.fromString(row.getString(2)));
            }
        }
        return new StoredIdentities(idAbove);
    }

    /** Parts values by file number into those by journal and number. */
    <T> Map<UUID, NavigableMap<Long, T>> part(NavigableMap<Long, T> byFileNumber) {
        Map<UUID, NavigableMap<Long, T>> parts = new TreeMap<>();
        byFileNumber.forEach((number, value) -> {
            Map.Entry<Long, UUID> of = idAbove.lowerEntry(number);
            parts.computeIfAbsent(of.getValue(), id -> new TreeMap<>()).put(number - of.getKey(), value);
        });
        return parts;
    }
}
