/**
 * What crosses MQTT between agents and the hub. Changes only by addition: released agents stay understood.
 */
@NullMarked
package io.tagline.wire;

import org.jspecify.annotations.NullMarked;
