/**
 * By what people and companies are known throughout the hub. Changes when a new kind of party gets an id of its own.
 */
@NullMarked
package io.tagline.hub.party;

import org.jspecify.annotations.NullMarked;
