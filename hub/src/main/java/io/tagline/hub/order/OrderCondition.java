package io.tagline.hub.order;

import java.util.Optional;

/**
 * What must be so for an order to be put, where who puts it has looked before (RFC 9110 §13.1.1, §13.1.2).
 *
 * @param tag of the order as it was looked at ({@link OrderView#tag})
 * @param absent true if there must be none
 */
public record OrderCondition(Optional<String> tag, boolean absent) {
    /** Whatever is there. */
    public static final OrderCondition NONE = new OrderCondition(Optional.empty(), false);

    /** Only that one. */
    public static OrderCondition is(String tag) {
        return new OrderCondition(Optional.of(tag), false);
    }

    /** Only a new one. */
    public static OrderCondition isNew() {
        return new OrderCondition(Optional.empty(), true);
    }

    /** @throws OrderStaleException if it is not so */
    void require(Optional<String> standing) {
        if (absent && standing.isPresent()) {
            throw new OrderStaleException("the order is there already: expected none (If-None-Match)");
        }
        if (tag.isPresent() && !tag.equals(standing)) {
            throw new OrderStaleException(
                    standing.isEmpty()
                            ? "there is no such order: expected the one that was looked at (If-Match)"
                            : "the order is not as it was looked at: expected its newest ETag (If-Match)");
        }
    }
}
