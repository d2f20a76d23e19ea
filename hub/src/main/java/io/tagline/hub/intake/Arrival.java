package io.tagline.hub.intake;

import io.tagline.hub.ledger.MessageBody;
import io.tagline.wire.Topics;

/**
 * A message as the broker handed it over.
 *
 * @param parsed its topic, taken apart
 * @param encoding value of the user property {@code content-encoding}, empty if there was none
 * @param retained true if the broker kept it from before we asked
 * @param arrivedNanos {@link System#nanoTime} at its arrival
 * @param acknowledge tells the broker that we are done with it; does nothing once its connection is gone
 */
record Arrival(
        String topic,
        Topics.Parsed parsed,
        MessageBody body,
        String encoding,
        boolean retained,
        long arrivedNanos,
        Runnable acknowledge) {}
