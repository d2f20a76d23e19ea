/**
 * Which connector speaks to which CRM, made from settings. Changes when there is another connector.
 */
@NullMarked
package io.tagline.hub.crm.connect;

import org.jspecify.annotations.NullMarked;
