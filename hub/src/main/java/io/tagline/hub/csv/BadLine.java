package io.tagline.hub.csv;

/**
 * A line that was not taken, or a part of one.
 *
 * @param line from 1, the header being the first; where a quoted field has several, the first of them
 * @param column by its name; empty for the line as a whole
 * @param message what was expected; of personal columns it does not say the value
 */
public record BadLine(int line, String column, String message) {
    @Override
    public String toString() {
        return "line " + line + (column.isEmpty() ? "" : ", " + column) + ": " + message;
    }
}
