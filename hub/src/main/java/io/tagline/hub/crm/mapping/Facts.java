package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.customer.Personal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What is known of one thing and of what it belongs to, by the names that mappings use. Confined to its thread. */
final class Facts {
    static final Value SET = new Value.Flag(true);

    private final Map<OurField, Value> values = new EnumMap<>(OurField.class);
    private boolean erased;

    Optional<Value> get(OurField field) {
        return Optional.ofNullable(values.get(field));
    }

    /** Somebody whom they would tell of was erased. */
    Facts erased(boolean is) {
        erased |= is;
        return this;
    }

    boolean isErased() {
        return erased;
    }

    Facts text(OurField field, String text) {
        if (!text.isBlank()) {
            values.put(field, new Value.Text(text));
        }
        return this;
    }

    Facts text(OurField field, Optional<String> text) {
        text.ifPresent(known -> text(field, known));
        return this;
    }

    Facts personal(OurField field, Optional<Personal> text) {
        return text(field, text.map(Personal::value));
    }

    Facts number(OurField field, long number) {
        return number(field, BigDecimal.valueOf(number));
    }

    Facts number(OurField field, BigDecimal number) {
        values.put(field, new Value.Decimal(number));
        return this;
    }

    Facts flag(OurField field, boolean set) {
        values.put(field, new Value.Flag(set));
        return this;
    }

    Facts day(OurField field, Optional<LocalDate> day) {
        day.ifPresent(known -> values.put(field, new Value.Day(known)));
        return this;
    }

    Facts moment(OurField field, Instant at) {
        values.put(field, new Value.Moment(at));
        return this;
    }

    Facts moment(OurField field, Optional<Instant> at) {
        at.ifPresent(known -> moment(field, known));
        return this;
    }
}
