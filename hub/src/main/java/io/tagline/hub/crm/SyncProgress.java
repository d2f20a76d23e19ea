package io.tagline.hub.crm;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How far a first sync of one kind of thing is.
 *
 * @param after the last that was planned
 * @param verify whether it is compared with what the CRM has even where we believe to know that
 * @param planned how many records were planned
 * @param endedAt empty while it runs
 */
public record SyncProgress(
        Entity entity,
        Optional<UUID> after,
        boolean verify,
        long planned,
        Instant startedAt,
        Optional<Instant> endedAt) {}
