package io.tagline.llrp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * One LLRP message: a header of ten bytes and a body. Commands, answers and the simulator's messages travel as
 * frames; tag reports are read in place from the {@link LlrpFramer} instead. Immutable, as long as nobody writes to its body.
 */
public final class LlrpFrame {
    public static final int HEADER_BYTES = 10;
    /** What the version bits of LLRP 1.0.1 say. */
    public static final int VERSION_1_0_1 = 1;

    private final int version;
    private final int type;
    private final int messageId;
    private final byte[] body;

    /**
     * A frame around the given body, which is not copied.
     *
     * @param version 1 for LLRP 1.0.1, 2 for 1.1, 3 for 2.0
     * @param type one of {@link LlrpMessageType}, 0 to 1023
     * @param messageId all 32 bits are used; read it with {@link Integer#toUnsignedString(int)}
     */
    public LlrpFrame(int version, int type, int messageId, byte[] body) {
        if (version < 1 || version > 3) {
            throw new IllegalArgumentException("LLRP version bits are " + version + "; expected 1 to 3");
        }
        if (type < 0 || type > 1023) {
            throw new IllegalArgumentException("LLRP message type is " + type + "; expected 0 to 1023");
        }
        this.version = version;
        this.type = type;
        this.messageId = messageId;
        this.body = body;
    }

    /** A frame of LLRP 1.0.1. */
    public static LlrpFrame of(int type, int messageId, byte... body) {
        return new LlrpFrame(VERSION_1_0_1, type, messageId, body);
    }

    /** Reads one whole frame from memory, for instance as LTK encodes it. */
    public static LlrpFrame parse(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || BigEndian.u32(bytes, 2) != bytes.length) {
            throw new IllegalArgumentException("these " + bytes.length + " bytes are not exactly one LLRP frame");
        }
        int first = BigEndian.u16(bytes, 0);
        return new LlrpFrame(
                (first >> 10) & 7,
                first & 1023,
                BigEndian.s32(bytes, 6),
                Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
    }

    public int version() {
        return version;
    }

    public int type() {
        return type;
    }

    public int messageId() {
        return messageId;
    }

    /** The body itself, not a copy. */
    public byte[] body() {
        return body;
    }

    /** The body's parameters from a byte on: 0 where the message has no fields of its own. */
    public LlrpParameters parameters(int from) {
        return new LlrpParameters(body, from, body.length);
    }

    /** Header and body as they go on the wire. */
    public byte[] toBytes() {
        byte[] bytes = new byte[HEADER_BYTES + body.length];
        BigEndian.put16(bytes, 0, version << 10 | type);
        BigEndian.put32(bytes, 2, bytes.length);
        BigEndian.put32(bytes, 6, messageId);
        System.arraycopy(body, 0, bytes, HEADER_BYTES, body.length);
        return bytes;
    }

    /** Writes the frame in one call, so that a small one leaves in one segment. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(toBytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LlrpFrame frame
                && version == frame.version
                && type == frame.type
                && messageId == frame.messageId
                && Arrays.equals(body, frame.body);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type + messageId) + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return LlrpMessageType.name(type) + " #" + Integer.toUnsignedString(messageId) + " (" + body.length
                + " body bytes)";
    }
}
