package io.tagline.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one line of a script, taken one after the other. Every refusal says what is there and what was expected. */
final class ScriptLine {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s|m)");
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,2}(,\\d{1,2})*");

    private final List<String> words = new ArrayList<>();
    private int next;

    ScriptLine(String text) {
        String bare = text.contains("#") ? text.substring(0, text.indexOf('#')) : text;
        for (String word : bare.strip().split("\\s+", -1)) {
            if (word.length() > 1 && word.endsWith(",")) {
                words.add(word.substring(0, word.length() - 1));
                words.add(",");
            } else if (!word.isEmpty()) {
                words.add(word);
            }
        }
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    String next(String expected) {
        if (next == words.size()) {
            throw new IllegalArgumentException("the line ends; expected " + expected);
        }
        return words.get(next++);
    }

    void expect(String word) {
        String found = next(word);
        if (!found.equals(word)) {
            throw new IllegalArgumentException("\"" + found + "\"; expected " + word);
        }
    }

    /** Takes the next word if it is this one. */
    boolean skip(String word) {
        boolean is = next < words.size() && words.get(next).equals(word);
        next += is ? 1 : 0;
        return is;
    }

    /** True for the first word, false for the second. */
    boolean either(String yes, String no) {
        String found = next(yes + " or " + no);
        if (!found.equals(yes) && !found.equals(no)) {
            throw new IllegalArgumentException("\"" + found + "\"; expected " + yes + " or " + no);
        }
        return found.equals(yes);
    }

    long integer(String what, long least, long most) {
        String found = next(what);
        try {
            long value = Long.parseLong(found);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + found + "\"; expected " + what + ", a number", e);
        }
        throw new IllegalArgumentException(found + "; expected " + what + " from " + least + " to " + most);
    }

    Duration duration() {
        String found = next("a duration");
        Matcher parts = DURATION.matcher(found);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + found + "\"; expected a duration such as 250ms, 2.5s or 3m");
        }
        long nanosPerUnit =
                switch (parts.group(2)) {
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    default -> 60_000_000_000L;
                };
        return Duration.ofNanos(new BigDecimal(parts.group(1))
                .multiply(BigDecimal.valueOf(nanosPerUnit))
                .longValue());
    }

    /** The duration behind a word, or the default when the word is not there. */
    Duration durationAfter(String word, Duration unsaid) {
        return skip(word) ? duration() : unsaid;
    }

    String epc() {
        return SimulatedRead.checkedEpc(next("an EPC"));
    }

    List<Integer> antennas() {
        String found = next("antennas");
        if (!NUMBERS.matcher(found).matches()) {
            throw new IllegalArgumentException("\"" + found + "\"; expected antennas such as 1 or 1,5");
        }
        List<Integer> antennas = new ArrayList<>();
        for (String number : found.split(",", -1)) {
            antennas.add(Integer.valueOf(number));
        }
        return antennas;
    }

    void expectEnd() {
        if (next < words.size()) {
            throw new IllegalArgumentException("\"" + words.get(next) + "\"; expected the end of the line");
        }
    }
}
