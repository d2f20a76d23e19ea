package io.tagline.hub.tracking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the codes of another carrier mean here, read from a file of lines {@code code,kind}; a code may be a range of numbers, as
 * {@code 100-107}. A code that is not in the file means {@link EventKind#UNKNOWN}: never good news by default. Immutable.
 */
public final class CarrierCodes {
    /** Ranges are written out, so that no slip fills the memory. */
    private static final int WIDEST_RANGE = 10_000;

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})-([0-9]{1,9})");

    private final String carrier;
    private final Map<String, EventKind> kinds;

    private CarrierCodes(String carrier, Map<String, EventKind> kinds) {
        this.carrier = carrier;
        this.kinds = Map.copyOf(kinds);
    }

    /**
     * Reads the lines of a file; blank ones, those that begin with {@code #} and the heading {@code code,kind} are skipped.
     *
     * @throws IllegalArgumentException with every line that is wrong
     */
    public static CarrierCodes parse(String carrier, List<String> lines) {
        Map<String, EventKind> kinds = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !line.equals("code,kind")) {
                String problem = read(line, kinds);
                if (!problem.isEmpty()) {
                    wrong.add("line " + (i + 1) + ": " + problem);
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        return new CarrierCodes(carrier, kinds);
    }

    private static String read(String line, Map<String, EventKind> kinds) {
        String[] parts = line.split(",", -1);
        Optional<EventKind> kind = parts.length == 2 ? EventKind.ofCode(parts[1].strip()) : Optional.empty();
        if (kind.isEmpty() || !isCarriers(kind.get())) {
            return "\"" + line + "\": expected a code, a comma and what it means, e.g. 100-107,accepted";
        }
        String code = parts[0].strip();
        Matcher range = RANGE.matcher(code);
        if (!range.matches()) {
            return code.isEmpty() ? "a code is missing" : put(code, kind.get(), kinds);
        }
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        if (to < from || to - from >= WIDEST_RANGE) {
            return "\"" + code + "\": expected a range upwards of at most " + WIDEST_RANGE + " codes";
        }
        StringBuilder twice = new StringBuilder();
        for (int each = from; each <= to; each++) {
            twice.append(put(String.valueOf(each), kind.get(), kinds));
        }
        return twice.toString();
    }

    private static boolean isCarriers(EventKind kind) {
        return !kind.isDerived() && kind != EventKind.CORRECTED && kind != EventKind.REGISTERED;
    }

    private static String put(String code, EventKind kind, Map<String, EventKind> kinds) {
        EventKind before = kinds.putIfAbsent(code, kind);
        return before == null || before == kind ? "" : "\"" + code + "\" means " + before.code() + " already";
    }

    /** Id of the carrier in the settings. */
    public String carrier() {
        return carrier;
    }

    /** What a code means; leading zeros of numbers play no part. */
    public EventKind kind(String code) {
        EventKind exact = kinds.get(code.strip());
        if (exact != null) {
            return exact;
        }
        return kinds.getOrDefault(code.strip().replaceFirst("^0+(?=[0-9])", ""), EventKind.UNKNOWN);
    }
}
