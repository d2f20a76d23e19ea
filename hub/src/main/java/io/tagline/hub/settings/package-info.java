/**
 * What an operator can set, from hub.yaml and the environment. Changes when the hub gets a new thing to configure; each
 * key is described in {@code hub/docs/settings.md}.
 */
@NullMarked
package io.tagline.hub.settings;

import org.jspecify.annotations.NullMarked;
