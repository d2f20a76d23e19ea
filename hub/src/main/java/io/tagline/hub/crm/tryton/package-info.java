/**
 * The connector to Tryton 6.0, by its JSON-RPC. Changes when Tryton's interface does, or when more of its models are written.
 */
@NullMarked
package io.tagline.hub.crm.tryton;

import org.jspecify.annotations.NullMarked;
