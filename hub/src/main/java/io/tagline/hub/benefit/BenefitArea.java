package io.tagline.hub.benefit;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What a figure is of: all of the post, or a part of it.
 *
 * @param id of the site, code of the product, name of the segment, or country and first sign of the postal code of the region; empty
 *     for all
 */
public record BenefitArea(Kind kind, String id) implements Comparable<BenefitArea> {
    public static final BenefitArea ALL = new BenefitArea(Kind.ALL, "");

    static final int LONGEST_ID = 100;

    private static final Comparator<BenefitArea> IN_ORDER =
            Comparator.comparing(BenefitArea::kind).thenComparing(BenefitArea::id);

    /** By what the post is divided. */
    public enum Kind {
        ALL,
        /** A depot or office. */
        SITE,
        /** Where parcels go. */
        REGION,
        /** The service level of an order. */
        PRODUCT,
        /** The customer's segment at the time. */
        SEGMENT;

        /** Stable word in the API and the store. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of this code, or empty if there is none. */
        public static Optional<Kind> ofCode(String code) {
            for (Kind kind : values()) {
                if (kind.code().equals(code)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException for a part without an id, or one of more than 100 characters */
    public BenefitArea {
        if ((kind == Kind.ALL) != id.isEmpty() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("area " + kind.code() + " with an id of " + id.length()
                    + " characters: expected none for all, and 1 to " + LONGEST_ID + " for a part");
        }
    }

    static BenefitArea of(Kind kind, String id) {
        return new BenefitArea(kind, id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID));
    }

    /** As {@link #toString} writes it, or empty for what is none. */
    public static Optional<BenefitArea> parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String id = colon < 0 ? "" : text.substring(colon + 1);
        return Kind.ofCode(kind)
                .filter(known -> (known == Kind.ALL) == id.isEmpty() && id.length() <= LONGEST_ID)
                .map(known -> new BenefitArea(known, id));
    }

    @Override
    public int compareTo(BenefitArea other) {
        return IN_ORDER.compare(this, other);
    }

    /** {@code all}, {@code site:ott-1}. */
    @Override
    public String toString() {
        return kind == Kind.ALL ? kind.code() : kind.code() + ":" + id;
    }
}
