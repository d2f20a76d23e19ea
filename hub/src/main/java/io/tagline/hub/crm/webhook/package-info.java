/**
 * CRMs that take signed messages and answer nothing but that they have them. Changes when Standard Webhooks or CloudEvents do.
 */
@NullMarked
package io.tagline.hub.crm.webhook;

import org.jspecify.annotations.NullMarked;
