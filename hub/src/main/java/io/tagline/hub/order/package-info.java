/**
 * Orders as other systems put them. Changes with the body of the order request.
 */
@NullMarked
package io.tagline.hub.order;

import org.jspecify.annotations.NullMarked;
