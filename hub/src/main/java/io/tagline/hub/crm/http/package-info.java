/**
 * HTTP as every connector to a CRM needs it: one request, one answer, and of each failure whether the other side may have done
 * something. Changes when a failure has to be sorted otherwise.
 */
@NullMarked
package io.tagline.hub.crm.http;

import org.jspecify.annotations.NullMarked;
