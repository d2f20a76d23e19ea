package io.tagline.hub.benefit;

import java.util.Locale;
import java.util.Optional;

/** What money went to. */
public enum CostKind {
    STAFF,
    TRANSPORT,
    EQUIPMENT,
    SOFTWARE,
    /** Paid to customers for what went wrong. */
    COMPENSATION,
    OTHER;

    /** Stable word in the API and the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this code, or empty if there is none. */
    public static Optional<CostKind> ofCode(String code) {
        for (CostKind kind : values()) {
            if (kind.code().equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
