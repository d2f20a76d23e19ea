/**
 * How signed messages go to addresses that others gave us: by Standard Webhooks, and never into a network that is ours. Changes when
 * the standard does, or what an address may lead to.
 */
@NullMarked
package io.tagline.hub.webhook;

import org.jspecify.annotations.NullMarked;
