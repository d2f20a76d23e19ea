package io.tagline.hub.notify;

import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A notice and what became of it.
 *
 * @param cause the happening that it is about
 * @param happenedAt when that happened to the parcel
 * @param dueAt when it may go; of one under way, when it is taken for lost
 * @param unsure true if it may have got there more than once
 * @param ref 128 random bits by which mail systems and receivers name it
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
        Milestone milestone,
        Instant happenedAt,
        Instant createdAt,
        NoticeState state,
        Instant dueAt,
        int attempts,
        boolean unsure,
        Optional<String> ref,
        Optional<String> told,
        Optional<NoticeText> text,
        Optional<Instant> sentAt,
        Optional<String> reason) {}
