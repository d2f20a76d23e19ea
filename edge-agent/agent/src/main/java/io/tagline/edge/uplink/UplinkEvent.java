package io.tagline.edge.uplink;

import io.tagline.wire.Payload;

/** What a connection tells the thread {@code uplink}, by its queue. */
sealed interface UplinkEvent {
    /** PUBACK for a publish of QoS 1, with its reason code (MQTT 5 §3.4.2.1); from 0x80 the broker did not take it. */
    record Acknowledged(String topic, int reason) implements UplinkEvent {}

    /** A message on a topic that we subscribed to; {@code signature} is empty if it carries none. */
    record Arrived(String topic, Payload payload, String signature) implements UplinkEvent {}

    /** A message that says of itself what we do not understand. */
    record Unreadable(String topic, String reason) implements UplinkEvent {}

    /** The connection is gone, or a publish failed, after which this client is not to be trusted. */
    record Lost(UplinkState state, String reason) implements UplinkEvent {}

    /** There may be new scans on disk, or the agent stops. */
    record Wake() implements UplinkEvent {}
}
