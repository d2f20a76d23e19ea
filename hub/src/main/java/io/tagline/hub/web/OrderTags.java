package io.tagline.hub.web;

import io.tagline.hub.order.OrderCondition;
import io.tagline.hub.order.OrderView;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** What an order was put as, as part of an entity tag (RFC 9110 §8.8.3): whoever wants to change what they have seen says so. */
final class OrderTags {
    private static final Pattern TAG = Pattern.compile("\"([0-9a-f]{16})" + Versions.SHOWN + "\"");

    private OrderTags() {}

    static String of(OrderView order, OrderJson shown) {
        return Versions.shown("\"" + order.tag() + "\"", shown);
    }

    /**
     * What a request asks to be so. Without either header an order is put whatever it was: its source knows best.
     *
     * @throws ProblemException 412 for a tag that no order ever had, 400 for another If-None-Match than *
     */
    static OrderCondition condition(Optional<String> ifMatch, Optional<String> ifNoneMatch) {
        if (ifNoneMatch.isPresent()) {
            if (!ifNoneMatch.get().strip().equals("*")) {
                throw new ProblemException(Problem.of(
                        HttpStatus.BAD_REQUEST, "bad-request", "If-None-Match: expected *, or no such header"));
            }
            return OrderCondition.isNew();
        }
        if (ifMatch.isEmpty()) {
            return OrderCondition.NONE;
        }
        Matcher tag = TAG.matcher(ifMatch.get().strip());
        if (!tag.matches()) {
            throw new ProblemException(Problem.of(
                    HttpStatus.PRECONDITION_FAILED, "version-stale", "If-Match: expected the ETag of an order"));
        }
        return OrderCondition.is(tag.group(1));
    }
}
