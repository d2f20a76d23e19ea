/**
 * Keeps CRMs in step with the hub: what has to go where is written down, sent in order and once, and found again when an answer was
 * lost. Changes with what is promised of that; what a CRM is lies in {@code peer}, what goes there in {@code mapping}.
 */
@NullMarked
package io.tagline.hub.crm;

import org.jspecify.annotations.NullMarked;
