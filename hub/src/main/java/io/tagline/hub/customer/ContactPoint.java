package io.tagline.hub.customer;

import java.time.Instant;
import java.util.Optional;

/**
 * One way to reach a customer. The first of a channel in a list is the one to use.
 *
 * @param value as it is written to the person
 * @param normal what it is found by, and told from others by; see {@link ContactForms}
 * @param verifiedAt when it was shown that the person is reached there
 */
public record ContactPoint(Channel channel, Personal value, Personal normal, Optional<Instant> verifiedAt) {

    /** Whether these two lead to the same place. */
    boolean leadsTo(ContactPoint other) {
        return channel == other.channel && normal.equals(other.normal);
    }
}
