package io.tagline.llrp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a reader's byte stream into frames, in one buffer that is used again and again.
 *
 * <p>The frame found by {@link #next()} is read in place until the next call. A body that makes no sense does not matter here: its
 * length was honest, so the next frame is found behind it. A header that makes no sense ends the stream, since nothing says where
 * the next one starts. Confined to the thread that reads the socket; a time-out of the socket leaves everything as it is.
 */
public final class LlrpFramer {
    /** Real capability responses take under 2 kB; a reader that unloads a held buffer may put thousands of tags in one report. */
    public static final int DEFAULT_MAX_FRAME_BYTES = 1 << 20;

    private static final int FIRST_BUFFER_BYTES = 16 * 1024;

    private final InputStream in;
    private final String name;
    private final int maxFrameBytes;

    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int frameStart;
    private int frameBytes;
    private int filled;

    /**
     * @param in the socket's stream; read in large pieces, so it needs no buffer of its own
     * @param name whose stream this is, for messages: {@code depot-7/dock-3}
     * @param maxFrameBytes the longest frame accepted, header included, at least 10
     */
    public LlrpFramer(InputStream in, String name, int maxFrameBytes) {
        if (maxFrameBytes < LlrpFrame.HEADER_BYTES) {
            throw new IllegalArgumentException("max-frame-bytes is " + maxFrameBytes + "; expected at least 10");
        }
        this.in = in;
        this.name = name;
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Moves on to the next frame, waiting for the stream where it has to.
     *
     * @return false when the stream ended after a whole frame
     * @throws java.net.SocketTimeoutException when nothing came in time; calling again goes on where it stopped
     * @throws EOFException when the stream ended inside a frame
     * @throws LlrpProtocolException when what came is no LLRP header, or one longer than allowed
     */
    public boolean next() throws IOException {
        frameStart += frameBytes;
        frameBytes = 0;
        while (true) {
            int available = filled - frameStart;
            int wanted = LlrpFrame.HEADER_BYTES;
            if (available >= LlrpFrame.HEADER_BYTES) {
                wanted = frameLength();
                if (available >= wanted) {
                    frameBytes = wanted;
                    return true;
                }
            } else if (available > 0) {
                refuseWrongFirstByte();
            }
            makeRoom(wanted);
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                if (available == 0) {
                    return false;
                }
                throw new EOFException("[" + name + "] the connection ended after " + available + " of " + wanted
                        + " bytes of an LLRP " + (available < LlrpFrame.HEADER_BYTES ? "header" : "frame"));
            }
            filled += count;
        }
    }

    private int frameLength() throws LlrpProtocolException {
        refuseWrongFirstByte();
        long length = BigEndian.u32(buffer, frameStart + 2);
        if (length < LlrpFrame.HEADER_BYTES) {
            throw new LlrpProtocolException(
                    "[" + name + "] LLRP frame declares " + length + " bytes; the least is 10, its header");
        }
        if (length > maxFrameBytes) {
            throw new LlrpProtocolException("[" + name + "] LLRP frame declares " + length + " bytes; the limit is "
                    + maxFrameBytes + " (max-frame-bytes)");
        }
        return (int) length;
    }

    /** Three reserved bits, three bits of version, two of type: enough to see on the first byte that HTTP or TLS is talking. */
    private void refuseWrongFirstByte() throws LlrpProtocolException {
        int first = buffer[frameStart] & 0xff;
        int version = (first >> 2) & 7;
        if ((first >> 5) == 0 && version >= 1 && version <= 3) {
            return;
        }
        int shown = Math.min(filled - frameStart, 24);
        throw new LlrpProtocolException("[" + name + "] the peer does not speak LLRP: reserved bits " + (first >> 5)
                + ", version " + version + "; expected 0 and 1 to 3. It sent \"" + printable(frameStart, shown) + "\"");
    }

    private String printable(int from, int count) {
        byte[] shown = Arrays.copyOfRange(buffer, from, from + count);
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] < 0x20 || shown[i] > 0x7e) {
                shown[i] = '.';
            }
        }
        return new String(shown, StandardCharsets.US_ASCII);
    }

    private void makeRoom(int frameLength) {
        if (frameStart > 0) {
            System.arraycopy(buffer, frameStart, buffer, 0, filled - frameStart);
            filled -= frameStart;
            frameStart = 0;
        }
        if (frameLength > buffer.length) {
            // not at once to what a header claims: a peer that only talks big costs nothing
            int grown = Math.min(frameLength, Math.max(filled * 2, buffer.length));
            buffer = filled < buffer.length ? buffer : Arrays.copyOf(buffer, grown);
        }
    }

    public int version() {
        return (buffer[frameStart] >> 2) & 7;
    }

    public int type() {
        return BigEndian.u16(buffer, frameStart) & 1023;
    }

    public int messageId() {
        return BigEndian.s32(buffer, frameStart + 6);
    }

    /** The framer's own buffer: read between {@link #bodyOffset()} and its length, and only until the next frame. */
    public byte[] buffer() {
        return buffer;
    }

    public int bodyOffset() {
        return frameStart + LlrpFrame.HEADER_BYTES;
    }

    public int bodyLength() {
        return frameBytes - LlrpFrame.HEADER_BYTES;
    }

    /** The current frame as a value of its own, for the rare messages that outlive the next call. */
    public LlrpFrame frame() {
        return new LlrpFrame(
                version(), type(), messageId(), Arrays.copyOfRange(buffer, bodyOffset(), frameStart + frameBytes));
    }
}
