package io.tagline.hub.notify;

import java.time.Instant;
import java.util.Optional;

/**
 * A notice on its way to one contact.
 *
 * @param ref 128 random bits, the same each time it is tried
 * @param stopLink where its owner ends these notices without a log-in; empty where the hub has no public address
 */
record Letter(
        String ref,
        Contact to,
        Milestone milestone,
        ParcelNow parcel,
        NoticeText text,
        Instant createdAt,
        Optional<String> stopLink) {}
