/**
 * Salesforce by its REST API: records upserted by an external id, 200 in a request, found and followed by SOQL. Changes when Salesforce's
 * API does.
 */
@NullMarked
package io.tagline.hub.crm.salesforce;

import org.jspecify.annotations.NullMarked;
