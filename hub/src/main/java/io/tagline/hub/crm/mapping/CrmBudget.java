package io.tagline.hub.crm.mapping;

import java.time.Duration;

/**
 * How much a CRM may be asked, by all that is sent to it together.
 *
 * @param requests in any such stretch of time, 1 or more
 * @param window its length
 * @param concurrent most requests at a time, 1 or more
 */
public record CrmBudget(int requests, Duration window, int concurrent) {}
