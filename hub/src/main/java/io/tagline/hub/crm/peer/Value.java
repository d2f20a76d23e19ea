package io.tagline.hub.crm.peer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What a field of a record holds; a connector writes it as its CRM has it. */
public sealed interface Value {

    /** Nothing: the field is cleared. */
    record Nothing() implements Value {}

    record Text(String text) implements Value {
        /** It may be a name or an address. */
        @Override
        public String toString() {
            return "Text[" + text.length() + " signs]";
        }
    }

    /** Compared without trailing zeros, as CRMs drop and add them. */
    record Decimal(BigDecimal number) implements Value {
        public Decimal {
            number = number.stripTrailingZeros();
        }
    }

    record Flag(boolean set) implements Value {}

    record Day(LocalDate day) implements Value {}

    /** A time, to the millisecond; some CRMs keep whole seconds. */
    record Moment(Instant at) implements Value {}

    /**
     * Another record.
     *
     * @param key by which it was written
     * @param remoteId what the CRM calls it; empty where it isn't known, and the CRM has to find it by its key
     */
    record Link(String model, String key, Optional<String> remoteId) implements Value {}
}
