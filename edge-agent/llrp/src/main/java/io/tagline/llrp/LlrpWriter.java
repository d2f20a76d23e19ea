package io.tagline.llrp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the body of a message, number by number; TLV lengths are filled in when a parameter ends. The simulator writes everything
 * with it, the agent the few messages that LTK cannot build. Confined to one thread; may be used again after {@link #clear()}.
 */
public final class LlrpWriter {
    private static final int DEEPEST = 16;

    private final int[] starts = new int[DEEPEST];
    private int depth;
    private byte[] buffer;
    private int size;

    public LlrpWriter(int expectedBytes) {
        buffer = new byte[Math.max(16, expectedBytes)];
    }

    public LlrpWriter u8(int value) {
        room(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public LlrpWriter u16(int value) {
        room(2);
        BigEndian.put16(buffer, size, value);
        size += 2;
        return this;
    }

    public LlrpWriter u32(long value) {
        room(4);
        BigEndian.put32(buffer, size, (int) value);
        size += 4;
        return this;
    }

    public LlrpWriter u64(long value) {
        room(8);
        BigEndian.put64(buffer, size, value);
        size += 8;
        return this;
    }

    public LlrpWriter bytes(byte... values) {
        room(values.length);
        System.arraycopy(values, 0, buffer, size, values.length);
        size += values.length;
        return this;
    }

    /** A {@code utf8v} field: two bytes of length, then the text. */
    public LlrpWriter utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return u16(bytes.length).bytes(bytes);
    }

    /** The type byte of a TV parameter; its value is written next. */
    public LlrpWriter tv(int type) {
        return u8(0x80 | type);
    }

    /** Starts a TLV parameter; everything up to the matching {@link #end()} lies inside it. */
    public LlrpWriter begin(int type) {
        starts[depth++] = size;
        return u16(type).u16(0);
    }

    /**
     * Ends the innermost parameter.
     *
     * @throws IllegalStateException when the parameter grew longer than a TLV's length field can say
     */
    public LlrpWriter end() {
        int start = starts[--depth];
        int length = size - start;
        if (length > 0xffff) {
            throw new IllegalStateException("TLV parameter takes " + length + " bytes; the most is 65535");
        }
        BigEndian.put16(buffer, start + 2, length);
        return this;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
        depth = 0;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** A frame of LLRP 1.0.1 with what was written as its body. */
    public LlrpFrame toFrame(int type, int messageId) {
        return LlrpFrame.of(type, messageId, toByteArray());
    }

    private void room(int count) {
        if (buffer.length - size < count) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + count));
        }
    }
}
