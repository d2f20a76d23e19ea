package io.tagline.hub.csv;

/** A file that can't be read as a whole, from some line on. What came before stays taken. */
public final class CsvException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    CsvException(int line, String message) {
        super("line " + line + ": " + message);
        this.line = line;
    }

    /** Where, from 1. */
    public int line() {
        return line;
    }
}
