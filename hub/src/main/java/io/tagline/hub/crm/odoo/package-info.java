/**
 * Odoo by its JSON-2 API, from 19.0, and by JSON-RPC before: each call a transaction, keys in a field of ours. Changes when Odoo's API
 * does.
 */
@NullMarked
package io.tagline.hub.crm.odoo;

import org.jspecify.annotations.NullMarked;
