/**
 * Mails of customers, from a mailbox to cases and back. Changes with mail servers and with what people send.
 */
@NullMarked
package io.tagline.hub.care.mail;

import org.jspecify.annotations.NullMarked;
