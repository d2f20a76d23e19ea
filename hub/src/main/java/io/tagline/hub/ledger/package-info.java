/**
 * Every scan that agents have sent, once, and which are missing. Changes with the wire's idea of a journal.
 */
@NullMarked
package io.tagline.hub.ledger;

import org.jspecify.annotations.NullMarked;
