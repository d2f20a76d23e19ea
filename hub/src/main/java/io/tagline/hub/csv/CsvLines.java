package io.tagline.hub.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines of fields (RFC 4180, in UTF-8). What the header separates its names with, comma, semicolon or tab, the whole file does: lists
 * of a spreadsheet in French have semicolons. Blank lines are skipped. Confined to one thread; reads one line at a time.
 */
final class CsvLines {
    private static final int LONGEST_FIELD = 10_000;
    private static final int MOST_FIELDS = 200;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int END = -1;
    private static final int NONE = -2;

    private final BufferedReader in;
    private char separator = ',';
    private int line = 1;
    private int next = NONE;

    CsvLines(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** The fields of a line, and the number that it begins with. */
    record Line(int number, List<String> fields) {}

    /** The first line, which says what separates. */
    Optional<Line> header() throws IOException, CsvException {
        if (peek() == BYTE_ORDER_MARK) {
            read();
        }
        // looked at before the mark, or it would be read twice
        if (peek() == END) {
            return Optional.empty();
        }
        in.mark(LONGEST_FIELD);
        separator = mostOften(ahead());
        in.reset();
        return next();
    }

    /** What stands in the first line outside of quotes. */
    private CharSequence ahead() throws IOException, CsvException {
        StringBuilder seen = new StringBuilder();
        try {
            int c = peek();
            boolean quoted = false;
            while (c != END && (quoted || c != '\n') && seen.length() < LONGEST_FIELD - 2) {
                quoted ^= c == '"';
                seen.append(quoted ? ' ' : (char) c);
                c = in.read();
            }
        } catch (CharacterCodingException e) {
            throw notUtf8();
        }
        return seen;
    }

    private CsvException notUtf8() {
        return new CsvException(line, "not UTF-8, here or not far below: expected a file saved as UTF-8");
    }

    private static char mostOften(CharSequence header) {
        char most = ',';
        long count = 0;
        for (char candidate : new char[] {',', ';', '\t'}) {
            long times = header.chars().filter(c -> c == candidate).count();
            if (times > count) {
                most = candidate;
                count = times;
            }
        }
        return most;
    }

    /** The next line that is not blank; empty at the end. */
    Optional<Line> next() throws IOException, CsvException {
        while (true) {
            int begun = line;
            List<String> fields = fields();
            if (fields.isEmpty()) {
                return Optional.empty();
            }
            if (fields.size() > 1 || !fields.get(0).isBlank()) {
                return Optional.of(new Line(begun, fields));
            }
        }
    }

    private List<String> fields() throws IOException, CsvException {
        List<String> fields = new ArrayList<>();
        if (peek() == END) {
            return fields;
        }
        while (true) {
            fields.add(peek() == '"' ? quoted() : plain());
            if (fields.size() > MOST_FIELDS) {
                throw new CsvException(line, "more than " + MOST_FIELDS + " fields: expected a header of fewer");
            }
            int c = read();
            if (c == separator) {
                continue;
            }
            if (c == '\r' && peek() == '\n') {
                c = read();
            }
            if (c != END && c != '\n' && c != '\r') {
                throw new CsvException(
                        line, "a quoted field goes on after its closing quote: expected two quotes for one within");
            }
            line++;
            return fields;
        }
    }

    private String plain() throws IOException, CsvException {
        StringBuilder text = new StringBuilder();
        while (peek() != separator && peek() != '\n' && peek() != '\r' && peek() != END) {
            append(text, read());
        }
        return text.toString();
    }

    private String quoted() throws IOException, CsvException {
        int begun = line;
        StringBuilder text = new StringBuilder();
        read();
        while (true) {
            int c = read();
            if (c == END) {
                throw new CsvException(begun, "a quoted field does not end: expected a closing quote");
            }
            if (c == '"') {
                if (peek() != '"') {
                    return text.toString();
                }
                read();
            } else if (c == '\n') {
                line++;
            }
            append(text, c);
        }
    }

    private void append(StringBuilder text, int c) throws CsvException {
        if (text.length() >= LONGEST_FIELD) {
            throw new CsvException(
                    line, "a field of more than " + LONGEST_FIELD + " characters: expected a shorter one");
        }
        text.append((char) c);
    }

    private int peek() throws IOException, CsvException {
        if (next == NONE) {
            try {
                next = in.read();
            } catch (CharacterCodingException e) {
                throw notUtf8();
            }
        }
        return next;
    }

    private int read() throws IOException, CsvException {
        int c = peek();
        next = NONE;
        return c;
    }
}
