package io.tagline.hub.csv;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A line by the names of its columns.
 *
 * @param line its number, from 1, the header being the first
 */
public record CsvRow(int line, Map<String, String> fields) {
    public CsvRow {
        fields = Map.copyOf(fields);
    }

    /** What stands in a column, without blanks around it; empty where nothing does, or there is no such column. */
    public Optional<String> get(String column) {
        return Optional.ofNullable(fields.get(column)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Whether the file has the column at all: an empty field says that there is nothing, a missing column says nothing. */
    public boolean has(String column) {
        return fields.containsKey(column);
    }

    /** The columns that the file has. */
    public Set<String> columns() {
        return fields.keySet();
    }
}
