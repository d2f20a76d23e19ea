/**
 * HubSpot by its CRM API: records upserted by a unique property, 100 in a request, associated with each other, followed by searching.
 * Changes when HubSpot's API does.
 */
@NullMarked
package io.tagline.hub.crm.hubspot;

import org.jspecify.annotations.NullMarked;
