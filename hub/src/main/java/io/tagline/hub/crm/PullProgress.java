package io.tagline.hub.crm;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the changes of a model are read, and what came of them since it is pulled.
 *
 * @param caughtUpAt when all that there was had been read last; empty if never yet
 * @param taken records of which something came in, or waits for a person
 * @param refused records with something that can't be so here
 * @param ignored records that are no business of ours
 */
public record PullProgress(String model, Optional<Instant> caughtUpAt, long taken, long refused, long ignored) {}
