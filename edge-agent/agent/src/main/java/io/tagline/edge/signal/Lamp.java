package io.tagline.edge.signal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One thing of a stack light that is on or off. Colours as IEC 60073 uses them: red stop, amber look, green go. */
public enum Lamp {
    RED,
    AMBER,
    GREEN,
    BLUE,
    WHITE,
    /** Heard, not seen. */
    BUZZER;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The word in settings: {@code red}. */
    public String code() {
        return code;
    }

    static Optional<Lamp> ofCode(String code) {
        return Arrays.stream(values()).filter(lamp -> lamp.code.equals(code)).findFirst();
    }
}
