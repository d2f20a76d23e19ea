package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.CustomerConflictException;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** What answers about customers have in common: which one, which version, and why not. */
final class CustomerAnswers {
    private static final Pattern TAG = Pattern.compile("\"v([0-9]{1,9})" + Versions.SHOWN + "\"");

    private CustomerAnswers() {}

    /** The id in a path. */
    static CustomerId id(String text) {
        try {
            return new CustomerId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw notFound(text, "a UUID");
        }
    }

    /** A customer that the caller may know of. */
    static CustomerView known(Customers customers, String id) {
        Optional<CustomerView> view = customers.byId(id(id)).filter(found -> Viewers.maySee(found.source()));
        return view.orElseThrow(() -> notFound(id, "the id of a customer"));
    }

    static ProblemException notFound(String id, String expected) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND, "customer-not-found", "customer \"" + id + "\": expected " + expected));
    }

    /** Of a version (RFC 9110 §8.8.3). */
    static String tag(CustomerView customer) {
        return "\"v" + customer.version() + "\"";
    }

    /**
     * The version that a change is for (RFC 9110 §13.1.1).
     *
     * @return none where any will do
     */
    static OptionalInt version(Optional<String> ifMatch) {
        String text = ifMatch.orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.PRECONDITION_REQUIRED,
                        "if-match-required",
                        "no If-Match header: expected the ETag of what is changed, or *")))
                .strip();
        if (text.equals("*")) {
            return OptionalInt.empty();
        }
        Matcher tag = TAG.matcher(text);
        if (!tag.matches()) {
            // no version that there ever was
            return OptionalInt.of(-1);
        }
        return OptionalInt.of(Integer.parseInt(tag.group(1)));
    }

    static Problem problem(CustomerConflictException e) {
        HttpStatus status =
                switch (e.reason()) {
                    case STALE -> HttpStatus.PRECONDITION_FAILED;
                    case MISSING -> HttpStatus.NOT_FOUND;
                    case EXISTS, MERGED, ERASED, UNFIT -> HttpStatus.CONFLICT;
                };
        // the other customer may be somebody else's
        String detail = Viewers.source().isPresent() && e.reason() == CustomerConflictException.Reason.MERGED
                ? "expected a customer that can be changed"
                : String.valueOf(e.getMessage());
        return Problem.of(status, "customer-" + e.reason().code(), detail);
    }
}
