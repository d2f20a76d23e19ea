package io.tagline.hub.ledger;

import io.tagline.wire.SeqRange;
import java.time.Instant;

/**
 * Somebody's word that the loss of some numbers of a journal is known.
 *
 * @param who the user's name
 * @param note what was found out, may be empty
 * @param numbers how many
 * @param span from the lowest to the highest of them
 */
public record LossDismissal(Instant at, String who, String note, long numbers, SeqRange span) {}
