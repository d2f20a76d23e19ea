package io.tagline.settings;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as text in messages and in the list of known keys: the way a person would write them in the file. */
final class Show {

    private static final int MAX_SHOWN = 60;

    private Show() {}

    static String value(Object value) {
        if (value instanceof Duration duration) {
            return duration(duration);
        } else if (value instanceof Double number && number == Math.rint(number)) {
            return Long.toString(number.longValue());
        } else if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        } else if (value instanceof Collection<?> many) {
            return many.stream().map(Show::value).collect(Collectors.joining(", ", "[", "]"));
        }
        return text(value.toString());
    }

    /** Text from a file: short, no characters that move a terminal's cursor, no password inside a URL. */
    static String text(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?").replaceAll("//[^/@]*@", "//******@");
        if (plain.isEmpty()) {
            return "\"\"";
        }
        return plain.length() <= MAX_SHOWN ? plain : plain.substring(0, MAX_SHOWN) + "…";
    }

    static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB"};
        int unit = 0;
        long amount = bytes;
        while (unit < units.length - 1 && amount > 0 && amount % 1024 == 0) {
            amount /= 1024;
            unit++;
        }
        return amount + units[unit];
    }

    private static String duration(Duration duration) {
        long ms = duration.toMillis();
        if (ms == 0) {
            return "0s";
        } else if (ms % 86_400_000 == 0) {
            return ms / 86_400_000 + "d";
        } else if (ms % 3_600_000 == 0) {
            return ms / 3_600_000 + "h";
        } else if (ms % 60_000 == 0) {
            return ms / 60_000 + "m";
        }
        return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
    }
}
