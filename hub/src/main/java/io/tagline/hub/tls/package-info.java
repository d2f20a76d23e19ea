/**
 * The certificates that the hub shows, and whom it trusts. Changes when certificates come in another form, or from elsewhere.
 */
@NullMarked
package io.tagline.hub.tls;

import org.jspecify.annotations.NullMarked;
