/**
 * Request bodies in JSON, read so that everything wrong with one is said at once. Changes with how problems of a body are told.
 */
@NullMarked
package io.tagline.hub.body;

import org.jspecify.annotations.NullMarked;
