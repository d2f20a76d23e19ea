package io.tagline.edge.reader;

import io.tagline.edge.portal.ReaderId;

/**
 * A general-purpose input of a reader went to another level: a photo-eye, a button or a switch hangs on it. Whoever takes these is
 * called on the reader's thread and must not wait.
 *
 * @param port the reader's own number for the input, from 1 (LLRP 1.1 §13.2.6.3)
 * @param high the level after the change
 * @param tickNanos when the reader saw the edge, on the agent's elapsed time, by the same mapping of the reader's clock as its reads
 */
public record InputChange(ReaderId reader, int port, boolean high, long tickNanos) {}
