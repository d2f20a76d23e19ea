package io.tagline.journeys.chaos;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One MQTT packet as it crosses a socket: first byte, and all that follows the remaining length (MQTT 5 §2.1). */
final class MqttPacket {
    static final int CONNECT = 1;
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int SUBSCRIBE = 8;
    static final int SUBACK = 9;
    static final int PINGREQ = 12;
    static final int PINGRESP = 13;
    static final int DISCONNECT = 14;

    private static final int MOST_LENGTH_BYTES = 4;
    private static final int AT_LEAST_ONCE = 0b0010;
    private static final int QOS_BITS = 0b0110;

    private final int first;
    private final byte[] body;

    MqttPacket(int first, byte[] body) {
        this.first = first;
        this.body = body.clone();
    }

    /** A packet of this type without flags. */
    static MqttPacket of(int type, int... body) {
        byte[] bytes = new byte[body.length];
        for (int i = 0; i < body.length; i++) {
            bytes[i] = (byte) body[i];
        }
        return new MqttPacket(type << 4, bytes);
    }

    /** A message at QoS 1 without properties. */
    static MqttPacket publish(String topic, int id, byte[] payload) {
        var body = new ByteArrayOutputStream();
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        body.write(name.length >>> 8);
        body.write(name.length);
        body.writeBytes(name);
        body.write(id >>> 8);
        body.write(id);
        body.write(0);
        body.writeBytes(payload);
        return new MqttPacket((PUBLISH << 4) | AT_LEAST_ONCE, body.toByteArray());
    }

    /** The next packet, or none when the stream ends between two. */
    static Optional<MqttPacket> read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = 0;
        for (int i = 0; ; i++) {
            if (i == MOST_LENGTH_BYTES) {
                throw new IOException("remaining length goes on after 4 bytes (MQTT 5 §1.5.5)");
            }
            int digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << (7 * i);
            if (digit < 0x80) {
                break;
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("packet of " + length + " bytes ends after " + body.length);
        }
        return Optional.of(new MqttPacket(first, body));
    }

    void writeTo(OutputStream out) throws IOException {
        var bytes = new ByteArrayOutputStream(body.length + 1 + MOST_LENGTH_BYTES);
        bytes.write(first);
        int rest = body.length;
        do {
            bytes.write(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
            rest >>>= 7;
        } while (rest > 0);
        bytes.writeBytes(body);
        // one write a packet: a shutdown in between must not leave half of one
        out.write(bytes.toByteArray());
        out.flush();
    }

    int type() {
        return first >>> 4;
    }

    /** True for a message that the receiver acknowledges by PUBACK. */
    boolean isAcknowledgedMessage() {
        return type() == PUBLISH && (first & QOS_BITS) == AT_LEAST_ONCE;
    }

    /** Of a message at QoS 1, a PUBACK or a SUBSCRIBE. */
    int packetId() {
        return number(type() == PUBLISH ? 2 + number(0) : 0);
    }

    /** Of a message. */
    String topic() {
        return new String(body, 2, number(0), StandardCharsets.UTF_8);
    }

    /** Of a message at QoS 1 whose properties are shorter than 128 bytes. */
    byte[] payload() {
        int properties = 2 + number(0) + 2;
        return Arrays.copyOfRange(body, properties + 1 + body[properties], body.length);
    }

    private int number(int at) {
        return ((body[at] & 0xff) << 8) | (body[at + 1] & 0xff);
    }
}
