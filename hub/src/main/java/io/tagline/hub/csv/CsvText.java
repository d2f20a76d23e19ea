package io.tagline.hub.csv;

import java.util.List;

/**
 * Writes CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it, since it may be somebody
 * else's: segments and notes are typed in. Confined to whoever writes.
 */
public final class CsvText {
    private static final String FORMULA_BEGINS = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();
    private final boolean exact;

    public CsvText() {
        this(false);
    }

    private CsvText(boolean exact) {
        this.exact = exact;
    }

    /** One for programs: every text as it is, telephone numbers with their plus. */
    public static CsvText exact() {
        return new CsvText(true);
    }

    /** One line; texts are made harmless, numbers are written as they are. */
    public CsvText line(List<?> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",");
            Object cell = cells.get(i);
            text.append(
                    cell instanceof Number
                            ? cell.toString()
                            : quoted(exact ? String.valueOf(cell) : harmless(String.valueOf(cell))));
        }
        text.append("\r\n");
        return this;
    }

    private static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA_BEGINS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
