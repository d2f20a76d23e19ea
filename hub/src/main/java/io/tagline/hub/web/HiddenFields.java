package io.tagline.hub.web;

import io.tagline.hub.customer.ContactPoint;
import io.tagline.hub.customer.CustomerDocument;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What somebody was not shown they can't mean to take out, nor to put in. */
final class HiddenFields {
    private HiddenFields() {}

    /**
     * What is wanted, with what was hidden as it stands.
     *
     * @param mayRead the fields that who wants it gets to see, by the names that visibility is set by
     */
    static CustomerDocument kept(CustomerDocument wanted, CustomerDocument standing, Predicate<String> mayRead) {
        return new CustomerDocument(
                mayRead.test("customer.name") ? wanted.name() : standing.name(),
                mayRead.test("customer.segment") ? wanted.segment() : standing.segment(),
                wanted.roles(),
                wanted.stage(),
                // the hidden ones first: of too many the last are left out
                Stream.concat(
                                standing.contacts().stream().filter(point -> !isShown(point, mayRead)),
                                wanted.contacts().stream().filter(point -> isShown(point, mayRead)))
                        .toList(),
                wanted.preferences());
    }

    private static boolean isShown(ContactPoint point, Predicate<String> mayRead) {
        return mayRead.test(point.channel().field());
    }
}
