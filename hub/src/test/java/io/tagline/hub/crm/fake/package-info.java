/**
 * A CRM in memory that misbehaves, for the engine. Changes with what a CRM was seen to do.
 */
@NullMarked
package io.tagline.hub.crm.fake;

import org.jspecify.annotations.NullMarked;
