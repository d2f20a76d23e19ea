package io.tagline.edge.signal;

import io.tagline.edge.signal.LightPattern.Phase;
import io.tagline.edge.signal.LightPattern.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern in one line of settings: phases with {@code then} between them, steps with commas, lamps with {@code +}. A phase
 * ends with {@code x 3} for three times or {@code hold} for as long as it takes; once if neither.
 */
final class LightPatternText {

    private static final String DARK = "off";
    private static final String HOLD = "hold";

    /** How often a light that only holds is looked at; no lamp changes then. */
    private static final Duration HELD_STEP = Duration.ofMinutes(1);

    private static final Pattern PHASE = Pattern.compile("(.*?)(?: x ?([0-9]{1,4})| (" + HOLD + "))?");
    private static final Pattern STEP = Pattern.compile("([a-z+]+)(?: ([0-9]{1,7}) ?(ms|s|m))?");

    private LightPatternText() {}

    static LightPattern parse(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.equals(DARK)) {
            return LightPattern.OFF;
        }
        return new LightPattern(Arrays.stream(line.split(" then ", -1))
                .map(LightPatternText::phase)
                .toList());
    }

    private static Phase phase(String text) {
        Matcher parts = PHASE.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no phase");
        }
        boolean held = parts.group(3) != null;
        int times = held ? Phase.ENDLESS : parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
        if (!held && times == 0) {
            throw new IllegalArgumentException("\"" + text + "\": 0 times; expected 1 to " + LightPattern.MOST_TIMES);
        }
        String[] steps = parts.group(1).split(",", -1);
        boolean steady = held && steps.length == 1;
        return new Phase(Arrays.stream(steps).map(step -> step(step, steady)).toList(), times);
    }

    private static Step step(String text, boolean steady) {
        Matcher parts = STEP.matcher(text.strip());
        if (!parts.matches() || (parts.group(2) == null && !steady)) {
            throw new IllegalArgumentException(
                    "\"" + text.strip() + "\" is no step; expected lamps and a time, as in red+buzzer 300ms");
        }
        if (parts.group(2) == null) {
            return new Step(lamps(parts.group(1)), HELD_STEP);
        }
        long number = Long.parseLong(parts.group(2));
        return new Step(
                lamps(parts.group(1)),
                switch (parts.group(3)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    default -> Duration.ofMinutes(number);
                });
    }

    private static Set<Lamp> lamps(String text) {
        Set<Lamp> lamps = EnumSet.noneOf(Lamp.class);
        if (!text.equals(DARK)) {
            for (String word : text.split("\\+", -1)) {
                lamps.add(Lamp.ofCode(word)
                        .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no lamp; expected "
                                + codes(List.of(Lamp.values()), ", ") + " or " + DARK)));
            }
        }
        return lamps;
    }

    static String of(LightPattern pattern) {
        return pattern.phases().isEmpty()
                ? DARK
                : pattern.phases().stream().map(Phase::toString).collect(Collectors.joining(" then "));
    }

    static String of(Phase phase) {
        boolean held = phase.times() == Phase.ENDLESS;
        if (held && phase.steps().size() == 1) {
            return of(phase.steps().get(0).lamps()) + " " + HOLD;
        }
        String steps = phase.steps().stream()
                .map(step -> of(step.lamps()) + " " + of(step.lasts()))
                .collect(Collectors.joining(", "));
        return steps + (held ? " " + HOLD : phase.times() == 1 ? "" : " x " + phase.times());
    }

    static String of(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    /** The lamps by name, for people: {@code red+buzzer}. */
    static String of(Set<Lamp> lamps) {
        return lamps.isEmpty() ? DARK : codes(lamps, "+");
    }

    private static String codes(Iterable<Lamp> lamps, String between) {
        Set<Lamp> sorted = EnumSet.noneOf(Lamp.class);
        lamps.forEach(sorted::add);
        return sorted.stream().map(Lamp::code).collect(Collectors.joining(between));
    }
}
