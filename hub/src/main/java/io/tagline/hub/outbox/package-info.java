/**
 * What has happened, for those who act on it after the commit: notices, and CRM systems. Changes with what they must be told, and
 * with how long it waits for them.
 */
@NullMarked
package io.tagline.hub.outbox;

import org.jspecify.annotations.NullMarked;
