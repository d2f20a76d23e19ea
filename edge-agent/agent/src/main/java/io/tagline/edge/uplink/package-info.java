/**
 * The way from the journal to the hub over MQTT 5, and of receipts back. Changes with how brokers and networks fail; the
 * only package that knows Paho.
 */
@NullMarked
package io.tagline.edge.uplink;

import org.jspecify.annotations.NullMarked;
