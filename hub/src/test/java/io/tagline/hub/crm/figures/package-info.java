/**
 * The whole way from an order and its events to a CRM, run as a hub runs it, and counted at its end. Changes with what is promised of
 * keeping CRMs in step.
 */
@NullMarked
package io.tagline.hub.crm.figures;

import org.jspecify.annotations.NullMarked;
