package io.tagline.edge.replay;

import io.tagline.edge.portal.ReaderId;
import io.tagline.epc.Epc;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a recording: when, what, by which reader and antenna, how loud (0: not reported). */
record ReadLine(long tickNanos, Epc epc, ReaderId reader, int antenna, float rssiDbm) {
    private static final long NANOS_PER_MS = 1_000_000;
    /** 100 years: beyond it, the number is no recording's time. */
    private static final double LATEST_MS = 3.2e12;

    /** The columns of a recording, from its first line. */
    record Columns(int time, int epc, int antenna, int rssi, int reader, int count) {
        /** @throws IllegalArgumentException if a needed column is missing */
        static Columns of(String header) {
            List<String> names =
                    Arrays.stream(header.split(",", -1)).map(String::strip).toList();
            return new Columns(
                    needed(names, "t_ms"),
                    needed(names, "epc"),
                    needed(names, "antenna"),
                    names.indexOf("rssi_dbm"),
                    names.indexOf("reader"),
                    names.size());
        }

        private static int needed(List<String> names, String name) {
            int at = names.indexOf(name);
            if (at < 0) {
                throw new IllegalArgumentException("columns '" + String.join(",", names) + "' lack " + name
                        + "; expected t_ms,epc,antenna,rssi_dbm and optionally reader");
            }
            return at;
        }
    }

    /** @throws IllegalArgumentException with the reason if the line is no read */
    static ReadLine parse(String line, Columns columns, @Nullable ReaderId defaultReader) {
        String[] cells = line.split(",", -1);
        if (cells.length != columns.count()) {
            throw new IllegalArgumentException(cells.length + " cells; expected " + columns.count());
        }
        return new ReadLine(
                tick(cells[columns.time()].strip()),
                epc(cells[columns.epc()].strip()),
                reader(cells, columns, defaultReader),
                antenna(cells[columns.antenna()].strip()),
                columns.rssi() < 0 ? 0 : rssi(cells[columns.rssi()].strip()));
    }

    private static long tick(String text) {
        double ms = number("t_ms", text, "milliseconds, such as 1250");
        if (!(Math.abs(ms) <= LATEST_MS)) {
            throw new IllegalArgumentException("t_ms '" + text + "'; expected milliseconds within 100 years of 0");
        }
        return (long) (ms * NANOS_PER_MS);
    }

    private static Epc epc(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("epc is empty; expected hexadecimal digits");
        }
        return Epc.parse(text);
    }

    private static ReaderId reader(String[] cells, Columns columns, @Nullable ReaderId defaultReader) {
        String text = columns.reader() < 0 ? "" : cells[columns.reader()].strip();
        if (!text.isEmpty()) {
            return new ReaderId(text);
        }
        if (defaultReader == null) {
            throw new IllegalArgumentException("no reader; expected a column reader, since several readers are set up");
        }
        return defaultReader;
    }

    private static int antenna(String text) {
        double antenna = number("antenna", text, "a number from 1 to 65535");
        if (antenna < 1 || antenna > 65_535 || antenna != Math.rint(antenna)) {
            throw new IllegalArgumentException("antenna '" + text + "'; expected a number from 1 to 65535");
        }
        return (int) antenna;
    }

    private static float rssi(String text) {
        return text.isEmpty() ? 0 : (float) number("rssi_dbm", text, "dBm such as -57.5, or nothing");
    }

    private static double number(String column, String text, String expected) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " '" + text + "'; expected " + expected, e);
        }
    }
}
