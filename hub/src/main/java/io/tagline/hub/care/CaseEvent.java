package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of a case.
 *
 * @param change what was done, e.g. {@code state:resolved}, {@code owner}, {@code escalated:response_near}
 * @param note what staff wrote
 */
public record CaseEvent(int seq, Instant at, String who, String change, Optional<Personal> note) {}
