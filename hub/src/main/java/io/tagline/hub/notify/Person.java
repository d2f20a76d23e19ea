package io.tagline.hub.notify;

import io.tagline.hub.party.CustomerId;
import java.util.Optional;

/**
 * A customer, as far as notices go.
 *
 * @param id of the one that it turned out to be
 * @param email the address to use first, in the form that addresses are compared in
 * @param reachable false for one who does not want to be reached
 */
record Person(CustomerId id, Optional<String> email, boolean reachable) {}
