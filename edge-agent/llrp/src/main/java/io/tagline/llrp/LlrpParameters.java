package io.tagline.llrp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Walks the parameters of a message or of another parameter, one after the other, whatever their types.
 *
 * <p>Used for everything but tag reports: reader events, answers that LTK cannot read, and by the simulator for the commands it
 * gets. Positions in the accessors count from the first byte of the current parameter's value. Confined to one thread.
 *
 * <pre>{@code
 * LlrpParameters parameters = frame.parameters(0);
 * while (parameters.next()) {
 *     if (parameters.type() == LlrpParameterType.LLRP_STATUS) { … parameters.u16(0) … }
 * }
 * }</pre>
 */
public final class LlrpParameters {
    private final byte[] buffer;
    private final int end;
    private int next;
    private int type;
    private int valueStart;
    private int valueEnd;

    /** The parameters that lie in a part of a buffer; an empty part has none. */
    public LlrpParameters(byte[] buffer, int from, int to) {
        this.buffer = buffer;
        this.next = Math.min(from, to);
        this.valueStart = next;
        this.valueEnd = next;
        this.end = to;
    }

    /**
     * Moves to the next parameter.
     *
     * @return false after the last one
     * @throws LlrpBodyException when a length leads out of the enclosing bytes, or a TV is of a type whose length nobody knows
     */
    public boolean next() throws LlrpBodyException {
        if (next >= end) {
            return false;
        }
        int first = buffer[next];
        int header;
        int length;
        if (first < 0) {
            type = first & 0x7f;
            header = 1;
            length = LlrpParameterType.tvBytes(type);
            if (length == 0) {
                throw new LlrpBodyException("TV parameter type " + type + " at byte " + next
                        + " is unknown, and so is its length; expected 1 to 20");
            }
        } else {
            if (end - next < 4) {
                throw new LlrpBodyException(
                        (end - next) + " bytes are left at byte " + next + "; a TLV parameter takes at least 4");
            }
            type = BigEndian.u16(buffer, next) & 1023;
            header = 4;
            length = BigEndian.u16(buffer, next + 2);
        }
        if (length < header || length > end - next) {
            throw new LlrpBodyException("parameter type " + type + " at byte " + next + " takes " + length
                    + " bytes; expected " + header + " to " + (end - next));
        }
        valueStart = next + header;
        valueEnd = next + length;
        next = valueEnd;
        return true;
    }

    public int type() {
        return type;
    }

    /** Bytes of the current value, without the parameter's header. */
    public int length() {
        return valueEnd - valueStart;
    }

    public int u8(int at) throws LlrpBodyException {
        return BigEndian.u8(buffer, within(at, 1));
    }

    public int u16(int at) throws LlrpBodyException {
        return BigEndian.u16(buffer, within(at, 2));
    }

    public int s16(int at) throws LlrpBodyException {
        return BigEndian.s16(buffer, within(at, 2));
    }

    public long u32(int at) throws LlrpBodyException {
        return BigEndian.u32(buffer, within(at, 4));
    }

    /** Eight bytes; LLRP's unsigned times stay positive until the year 294,246. */
    public long u64(int at) throws LlrpBodyException {
        return BigEndian.s64(buffer, within(at, 8));
    }

    /** The text of a {@code utf8v} field: two bytes of length, then the bytes. Bytes that are no UTF-8 become U+FFFD. */
    public String utf8(int at) throws LlrpBodyException {
        int length = u16(at);
        return new String(buffer, within(at + 2, length), length, StandardCharsets.UTF_8);
    }

    /** A copy of the value from a byte on. */
    public byte[] bytes(int at) throws LlrpBodyException {
        return Arrays.copyOfRange(buffer, within(at, 0), valueEnd);
    }

    /** The value from a byte on, as lower-case hex. */
    public String hex(int at) throws LlrpBodyException {
        return HexFormat.of().formatHex(buffer, within(at, 0), valueEnd);
    }

    /** The parameters inside the current one, behind its own fields, which take the given number of bytes. */
    public LlrpParameters inside(int fieldBytes) throws LlrpBodyException {
        return new LlrpParameters(buffer, within(fieldBytes, 0), valueEnd);
    }

    /** The current parameter with its header, for a decoder that wants to see it whole. */
    public byte[] whole() {
        return Arrays.copyOfRange(buffer, valueStart - (type < 128 ? 1 : 4), valueEnd);
    }

    private int within(int at, int count) throws LlrpBodyException {
        if (count > length() - at) {
            throw new LlrpBodyException("parameter type " + type + " has a value of " + length()
                    + " bytes; its field at " + at + " needs " + (at + count));
        }
        return valueStart + at;
    }
}
