package io.tagline.hub.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A file whose first line names its columns. Confined to one thread; holds one line at a time. */
public final class CsvSheet {
    /** More belong in several files: a report is read by a person. */
    public static final int MOST_LINES = 1_000_000;

    private final CsvLines lines;
    private final List<String> columns;
    private int read;

    private CsvSheet(CsvLines lines, List<String> columns) {
        this.lines = lines;
        this.columns = List.copyOf(columns);
    }

    /** A line that has fields for all columns, or what is wrong with it. */
    public record Next(CsvRow row, Optional<BadLine> problem) {}

    /**
     * Reads the header.
     *
     * @param required columns without which no line makes sense
     * @param known all columns that mean something
     * @throws CsvException for a header with others, or without those
     */
    public static CsvSheet open(InputStream in, Set<String> required, Set<String> known)
            throws IOException, CsvException {
        CsvLines lines = new CsvLines(in);
        CsvLines.Line header = lines.header()
                .orElseThrow(() -> new CsvException(1, "nothing in the file: expected a line with names of columns"));
        List<String> columns = header.fields().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!known.contains(column)) {
                throw new CsvException(
                        header.number(), "column \"" + shown(column) + "\": expected one of " + list(known));
            }
            if (!seen.add(column)) {
                throw new CsvException(header.number(), "column \"" + column + "\" twice: expected it once");
            }
        }
        if (!seen.containsAll(required)) {
            Set<String> missing = new TreeSet<>(required);
            missing.removeAll(seen);
            throw new CsvException(header.number(), "columns missing: expected " + list(missing) + " too");
        }
        return new CsvSheet(lines, columns);
    }

    private static String list(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }

    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
    }

    /** The next line; empty at the end. */
    public Optional<Next> next() throws IOException, CsvException {
        Optional<CsvLines.Line> line = lines.next();
        if (line.isPresent() && ++read > MOST_LINES) {
            throw new CsvException(line.get().number(), "more than " + MOST_LINES + " lines: expected several files");
        }
        return line.map(this::named);
    }

    private Next named(CsvLines.Line line) {
        List<String> fields = new ArrayList<>(line.fields());
        Optional<BadLine> problem = Optional.empty();
        if (fields.size() != columns.size()) {
            problem = Optional.of(new BadLine(
                    line.number(), "", fields.size() + " fields: expected " + columns.size() + ", as in the header"));
        }
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i), i < fields.size() ? fields.get(i) : "");
        }
        return new Next(new CsvRow(line.number(), named), problem);
    }
}
