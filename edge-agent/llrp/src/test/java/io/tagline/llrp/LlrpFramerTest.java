package io.tagline.llrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LlrpFramerTest {
    private static final int LIMIT = 655_360;

    @Test
    void anySplitOfTheStreamGivesTheSameFrames() throws IOException {
        Random random = Seed.random();
        for (int round = 0; round < 200; round++) {
            List<LlrpFrame> frames = new ArrayList<>();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int i = random.nextInt(12); i >= 0; i--) {
                // some longer than the first buffer, so that it has to grow
                byte[] body = new byte[random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(300)];
                random.nextBytes(body);
                LlrpFrame frame = new LlrpFrame(1 + random.nextInt(3), random.nextInt(1024), random.nextInt(), body);
                frames.add(frame);
                frame.writeTo(stream);
            }
            int longest = round % 3 == 0 ? 1 : 1 + random.nextInt(70_000);
            InputStream pieces = new Pieces(stream.toByteArray(), longest, random);
            assertThat(read(pieces)).as("seed %d round %d", Seed.VALUE, round).isEqualTo(frames);
        }
    }

    @Test
    void aFrameThatDeclaresMoreThanTheLimitIsRefusedAtItsHeader() {
        assertRefused(
                header(0x043d, 700_000),
                "[depot-7/dock-3] LLRP frame declares 700000 bytes; the limit is 655360 (max-frame-bytes)");
    }

    @Test
    void aFrameShorterThanItsHeaderIsRefused() {
        assertRefused(header(0x043d, 9), "[depot-7/dock-3] LLRP frame declares 9 bytes; the least is 10, its header");
    }

    @Test
    void aLengthWithItsHighestBitSetIsNoNegativeNumber() {
        assertRefused(
                header(0x043d, 0xffff_ffffL),
                "[depot-7/dock-3] LLRP frame declares 4294967295 bytes; the limit is 655360 (max-frame-bytes)");
    }

    @Test
    void aWebServerIsToldFromAReaderByItsFirstByte() {
        assertRefused(
                "HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII),
                "[depot-7/dock-3] the peer does not speak LLRP: reserved bits 2, version 2; expected 0 and 1 to 3."
                        + " It sent \"HTTP/1.1 400 Bad Request\"");
        assertRefused(
                "H".getBytes(StandardCharsets.US_ASCII),
                "[depot-7/dock-3] the peer does not speak LLRP: reserved bits 2, version 2; expected 0 and 1 to 3."
                        + " It sent \"H\"");
    }

    @Test
    void versionZeroIsRefused() {
        assertThatThrownBy(() -> read(new ByteArrayInputStream(header(0x003d, 10))))
                .isInstanceOf(LlrpProtocolException.class)
                .hasMessageContaining("version 0");
    }

    @Test
    void aStreamThatEndsInsideAFrameSaysHowFarItCame() {
        LlrpFrame frame = LlrpFrame.of(LlrpMessageType.RO_ACCESS_REPORT, 1, new byte[31]);
        InputStream cut = new ByteArrayInputStream(frame.toBytes(), 0, 14);
        assertThatThrownBy(() -> read(cut))
                .isInstanceOf(EOFException.class)
                .hasMessage("[depot-7/dock-3] the connection ended after 14 of 41 bytes of an LLRP frame");
    }

    @Test
    void aTimeOutInsideAFrameLosesNothing() throws IOException {
        byte[] bytes = LlrpFrame.of(LlrpMessageType.KEEPALIVE, 77).toBytes();
        InputStream slow = new InputStream() {
            private int at;
            private boolean late;

            @Override
            public int read() throws IOException {
                throw new IOException("read in pieces");
            }

            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                late = !late;
                if (late) {
                    throw new SocketTimeoutException("nothing yet");
                }
                into[from] = bytes[at++];
                return 1;
            }
        };
        LlrpFramer framer = new LlrpFramer(slow, "dock-3", LIMIT);
        int timeouts = 0;
        while (true) {
            try {
                assertThat(framer.next()).isTrue();
                break;
            } catch (SocketTimeoutException e) {
                timeouts++;
            }
        }
        assertThat(timeouts).isEqualTo(10);
        assertThat(framer.messageId()).isEqualTo(77);
        assertThat(framer.bodyLength()).isZero();
    }

    @Test
    void aHeaderThatClaimsALotIsNotBelievedBeforeItsBytesCome() {
        byte[] claim = header(0x043d, LIMIT);
        LlrpFramer framer = new LlrpFramer(new ByteArrayInputStream(claim), "dock-3", LIMIT);
        assertThatThrownBy(framer::next).isInstanceOf(EOFException.class);
        assertThat(framer.buffer().length).isLessThan(LIMIT / 10);
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(LlrpProtocolException.class)
                .hasMessage(message);
    }

    private static byte[] header(int first, long length) {
        return HexFormat.of().parseHex(String.format("%04x%08x00000001", first, length));
    }

    private static List<LlrpFrame> read(InputStream in) throws IOException {
        LlrpFramer framer = new LlrpFramer(in, "depot-7/dock-3", LIMIT);
        List<LlrpFrame> frames = new ArrayList<>();
        while (framer.next()) {
            frames.add(framer.frame());
        }
        return frames;
    }

    /** Hands out its bytes in pieces of random length. */
    private static final class Pieces extends ByteArrayInputStream {
        private final int longest;
        private final Random random;

        Pieces(byte[] bytes, int longest, Random random) {
            super(bytes);
            this.longest = longest;
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] into, int from, int count) {
            return super.read(into, from, Math.min(count, 1 + random.nextInt(longest)));
        }
    }
}
