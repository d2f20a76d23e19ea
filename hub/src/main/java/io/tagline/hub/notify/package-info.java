/**
 * Tells people of their parcels, once, in the same words by whichever way they chose. Changes with what they can choose, and with the
 * ways there are.
 */
@NullMarked
package io.tagline.hub.notify;

import org.jspecify.annotations.NullMarked;
