package io.tagline.hub.crm.peer;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A record as the CRM has it.
 *
 * @param key empty for one that was made in the CRM itself
 * @param version by which the CRM tells this state of the record from others; empty where it has none
 * @param changedAt when it was changed last, by the CRM's clock
 * @param deleted whether it is known to be gone; then there are no fields
 * @param fields those that were asked for, by the CRM's own names
 */
public record Found(
        String model,
        String remoteId,
        Optional<String> key,
        Optional<String> version,
        Instant changedAt,
        boolean deleted,
        SortedMap<String, Value> fields) {}
