/**
 * The MQTT broker inside the hub and who may do what there. Changes when the topics' owners change, or the broker.
 */
@NullMarked
package io.tagline.hub.broker;

import org.jspecify.annotations.NullMarked;
