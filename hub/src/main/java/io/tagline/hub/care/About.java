package io.tagline.hub.care;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is asked about; each is measured apart. */
public enum About {
    /** How a parcel came. */
    DELIVERY,
    /** How a request, a claim or a suggestion was dealt with. */
    CASE,
    /** How a complaint was dealt with. */
    COMPLAINT;

    /** Stable word in the API and the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this code, or empty if there is none. */
    public static Optional<About> ofCode(String code) {
        return Arrays.stream(values())
                .filter(about -> about.code().equals(code))
                .findFirst();
    }

    static About a(CaseKind kind) {
        return switch (kind) {
            case COMPLAINT -> COMPLAINT;
            case REQUEST, CLAIM, SUGGESTION -> CASE;
        };
    }
}
