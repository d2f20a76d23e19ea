/**
 * Dynamics 365 by Dataverse's Web API: rows upserted by an alternate key, 100 in a request, conditional by their ETag. Changes when
 * Microsoft's API does.
 */
@NullMarked
package io.tagline.hub.crm.dynamics;

import org.jspecify.annotations.NullMarked;
