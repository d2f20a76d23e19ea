package io.tagline.hub.crm.fake.http;

import java.util.Optional;
import java.util.Set;

/**
 * A field of a model.
 *
 * @param target of a {@link Type#LINK}: the model it points to
 * @param readOnly written by the CRM itself only
 */
public record FakeField(
        String name,
        Type type,
        boolean required,
        int longest,
        Set<String> choices,
        Optional<String> target,
        boolean readOnly) {

    /** What it holds in the store: a String, BigDecimal, Boolean, LocalDate, Instant; of a LINK the other record's id. */
    public enum Type {
        TEXT,
        NUMBER,
        FLAG,
        DAY,
        MOMENT,
        CHOICE,
        LINK
    }

    public static FakeField text(String name, int longest) {
        return new FakeField(name, Type.TEXT, false, longest, Set.of(), Optional.empty(), false);
    }

    public static FakeField of(String name, Type type) {
        return new FakeField(name, type, false, Integer.MAX_VALUE, Set.of(), Optional.empty(), false);
    }

    public static FakeField choice(String name, String... choices) {
        return new FakeField(name, Type.CHOICE, false, 255, Set.of(choices), Optional.empty(), false);
    }

    public static FakeField link(String name, String target) {
        return new FakeField(name, Type.LINK, false, 100, Set.of(), Optional.of(target), false);
    }

    public FakeField needed() {
        return new FakeField(name, type, true, longest, choices, target, readOnly);
    }

    FakeField named(String other) {
        return new FakeField(other, type, required, longest, choices, target, readOnly);
    }
}
