package io.tagline.hub.crm;

import java.time.Instant;

/** A record of a CRM with something that can't be so here: nothing of that came in, the rest did. */
public record RefusedView(String model, String remoteId, String reason, Instant seenAt) {}
