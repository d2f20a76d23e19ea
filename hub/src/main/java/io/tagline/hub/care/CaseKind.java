package io.tagline.hub.care;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody wants of the post. */
public enum CaseKind {
    /** Something to be done or told. */
    REQUEST,
    /** Something that went wrong. */
    COMPLAINT,
    /** Money for something that went wrong. */
    CLAIM,
    /** Something that could be better. */
    SUGGESTION;

    /** Stable word in the API and the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this code, or empty if there is none. */
    public static Optional<CaseKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
