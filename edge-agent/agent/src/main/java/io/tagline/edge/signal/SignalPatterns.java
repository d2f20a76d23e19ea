package io.tagline.edge.signal;

import io.tagline.edge.manifest.Verdict;
import java.util.EnumMap;
import java.util.Map;

/** What a light shows for each verdict and for each state of the agent. Immutable. */
public record SignalPatterns(Map<Verdict, LightPattern> verdicts, Map<AgentSign, LightPattern> signs) {

    /** What is not given shows as {@link #standard} says. */
    public SignalPatterns {
        Map<Verdict, LightPattern> ofVerdicts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            ofVerdicts.put(verdict, verdicts.getOrDefault(verdict, standard(verdict)));
        }
        Map<AgentSign, LightPattern> ofSigns = new EnumMap<>(AgentSign.class);
        for (AgentSign sign : AgentSign.values()) {
            ofSigns.put(sign, signs.getOrDefault(sign, standard(sign)));
        }
        verdicts = Map.copyOf(ofVerdicts);
        signs = Map.copyOf(ofSigns);
    }

    public static SignalPatterns standard() {
        return new SignalPatterns(Map.of(), Map.of());
    }

    /** Go is short, since the next parcel is behind; stop stays until somebody has dealt with it. */
    public static LightPattern standard(Verdict verdict) {
        return switch (verdict) {
            case EXPECTED -> LightPattern.parse("green 1500ms");
            case ALREADY_PASSED -> LightPattern.parse("amber 700ms");
            case RETURNED -> LightPattern.parse("amber 300ms, off 200ms x 2");
            case REFUSED, WRONG_DOOR, NOT_EXPECTED ->
                LightPattern.parse("red+buzzer 300ms, red 200ms x 3 then red hold");
            case UNKNOWN_TAG, NO_LOAD -> LightPattern.OFF;
        };
    }

    /** All blink amber: the door works, and somebody should look. */
    public static LightPattern standard(AgentSign sign) {
        return switch (sign) {
            case READER_LOST, JOURNAL_FULL -> LightPattern.parse("amber 250ms, off 250ms hold");
            case NO_MANIFEST, MANIFEST_OLD, JOURNAL_SHORT -> LightPattern.parse("amber 500ms, off 1500ms hold");
        };
    }

    /** A verdict is covered by one of the same rank or higher, however long it would go on. */
    static int rank(Verdict verdict) {
        return verdict.isStop() ? 1 : 0;
    }

    LightPattern of(Verdict verdict) {
        return verdicts.getOrDefault(verdict, LightPattern.OFF);
    }

    LightPattern of(AgentSign sign) {
        return signs.getOrDefault(sign, LightPattern.OFF);
    }
}
