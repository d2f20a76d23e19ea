package io.tagline.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to asking for one key: a value, nothing, or a value that was refused (the problem is noted already).
 *
 * <p>After a problem each method still gives something of the right type, so that the rest of the file is checked too;
 * nothing built from it leaves {@link SettingsFile}, which throws.
 */
public final class Setting<T> {

    private final Section section;
    private final String key;
    private final String expected;
    private final @Nullable T value;
    private final boolean refused;
    private final Supplier<? extends T> standIn;
    private final Function<? super T, String> shown;

    Setting(
            Section section,
            String key,
            String expected,
            @Nullable T value,
            boolean refused,
            Supplier<? extends T> standIn,
            Function<? super T, String> shown) {
        this.section = section;
        this.key = key;
        this.expected = expected;
        this.value = value;
        this.refused = refused;
        this.standIn = standIn;
        this.shown = shown;
    }

    /** Whether there is a sound value, for checks that need this one together with another. */
    public boolean isGiven() {
        return value != null;
    }

    /** The value; its absence is a problem. */
    public T required() {
        section.known(key, expected, "required");
        if (value != null) {
            return value;
        }
        if (!refused) {
            section.refuse(key, "missing; expected " + expected);
        }
        return standIn.get();
    }

    /** The value, or the default where the key is absent. */
    public T orElse(T fallback) {
        section.known(key, expected, shown.apply(fallback));
        return value != null ? value : fallback;
    }

    /** The value, or empty where the key is absent. */
    public Optional<T> optional() {
        section.known(key, expected, "");
        return Optional.ofNullable(value);
    }

    /**
     * The value as another type. An {@link IllegalArgumentException} of the conversion becomes the problem, with its
     * message as the reason.
     */
    public <R> Setting<R> as(String expectedNow, Function<? super T, ? extends R> conversion) {
        Supplier<R> standInNow = () -> convertStandIn(conversion);
        R converted = null;
        boolean refusedNow = refused;
        if (value != null) {
            try {
                converted = conversion.apply(value);
            } catch (IllegalArgumentException e) {
                String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
                section.refuse(key, shown.apply(value) + " is not " + expectedNow + reason);
                refusedNow = true;
            }
        }
        return new Setting<>(section, key, expectedNow, converted, refusedNow, standInNow, Show::value);
    }

    private <R> R convertStandIn(Function<? super T, ? extends R> conversion) {
        try {
            return conversion.apply(standIn.get());
        } catch (IllegalArgumentException e) {
            throw new StandInRefusedException(e);
        }
    }
}
