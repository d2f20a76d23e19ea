package io.tagline.hub.notify;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.tracking.ParcelId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A notice and what became of it.
 *
 * @param cause the happening that it is about
 * @param customer whose contact point it goes to, where it is a customer's
 * @param happenedAt when that happened to the parcel
 * @param dueAt when it may go; of one under way, when it is taken for lost
 * @param unsure true if it may have got there more than once
 * @param ref 128 random bits by which mail systems and receivers name it
 * @param letter of one that goes with others in one message: the notice of it that has the ref
 * @param told what was said, in the form that is compared: milestone and day
 * @param text the words, once they were chosen
 * @param reason why it did not go, or is tried again
 */
public record Notice(
        UUID id,
        UUID contact,
        UUID cause,
        Channel channel,
        ParcelId parcel,
        Optional<CustomerId> customer,
        Milestone milestone,
        Instant happenedAt,
        Instant createdAt,
        NoticeState state,
        Instant dueAt,
        int attempts,
        boolean unsure,
        Optional<String> ref,
        Optional<UUID> letter,
        Optional<String> told,
        Optional<NoticeText> text,
        Optional<Instant> sentAt,
        Optional<String> reason) {

    /** Whether it was news of a depot that had been cut off: more of it may have come with it. */
    boolean isLate() {
        return Duration.between(happenedAt, createdAt).compareTo(NoticeRules.LATE) > 0;
    }
}
