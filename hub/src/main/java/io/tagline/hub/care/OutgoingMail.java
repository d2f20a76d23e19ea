package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A mail that is to be sent.
 *
 * @param id also its Message-ID
 * @param inReplyTo Message-ID of the mail that it answers, without angle brackets
 * @param automatic true for what no person wrote; its headers say so (RFC 3834)
 * @param tries how often the mail server did not take it
 */
public record OutgoingMail(
        UUID id,
        UUID caseId,
        Personal recipient,
        Personal subject,
        Personal text,
        Optional<String> inReplyTo,
        boolean automatic,
        int tries) {

    /** What comes after the @ of our Message-IDs; a name that nobody else's end with. */
    private static final String HOST = "cases.tagline.invalid";

    /** The subject of what no person wrote: the number of its case alone. */
    static Personal plainSubject(String number) {
        return new Personal("[" + number + "]");
    }

    /** Its Message-ID, without angle brackets. */
    public String messageId() {
        return id + "@" + HOST;
    }

    /** When it was written, by its id, which begins with the milliseconds (RFC 9562 §5.7). */
    public Instant createdAt() {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The id of a mail of ours; empty for somebody else's Message-ID. */
    static Optional<UUID> idOf(String messageId) {
        if (!messageId.endsWith("@" + HOST)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(messageId.substring(0, messageId.length() - HOST.length() - 1)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
