package io.tagline.hub.ledger;

import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.List;

/**
 * What was refused, with the reason, where a person can look at it. Holds the newest 10,000; works in its caller's transaction.
 */
public final class DeadLetters {
    /** The most bytes kept of a message. */
    public static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_LETTERS = 10_000;

    private DeadLetters() {}

    /**
     * A refused message.
     *
     * @param topic that it came on, which names the agent
     * @param payload its body as it came, cut at 64 KiB
     */
    public record DeadLetter(Instant at, String topic, String reason, MessageBody payload) {}

    /** Keeps a message. */
    public static void keep(Tx tx, DeadLetter letter) {
        DeadLettersTable.insert(tx, letter);
        DeadLettersTable.keepNewest(tx, MOST_LETTERS);
    }

    /** The newest first. */
    public static List<DeadLetter> newest(Tx tx, int most) {
        return DeadLettersTable.newest(tx, most);
    }

    /** How many are kept. */
    public static long count(Tx tx) {
        return DeadLettersTable.count(tx);
    }
}
