package io.tagline.llrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.llrp.Captures.Captured;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged streams, header and all, through framer and decoders: frames, or the declared refusal, within the bound on memory. */
@Timeout(120)
class AbusedStreamTest {
    private static final int LIMIT = LlrpFramer.DEFAULT_MAX_FRAME_BYTES;

    /** Of each of the captured frames, which are thousands; {@code -Dtagline.mutations=200} takes half a minute. */
    private static final int MUTATIONS = Integer.getInteger("tagline.mutations", 50);

    /** {@code "GOOD"} in its message id: what follows the damage. */
    private static final int GOOD_ID = 0x474f4f44;

    @Test
    void everyCapturedFrameCutAtEveryByteEndsTheStreamThere() throws Exception {
        for (Captured captured : Captures.all()) {
            byte[] whole = captured.frame().toBytes();
            for (int cut = 1; cut < whole.length; cut++) {
                String words = refusal(whole, cut);
                if (!words.contains(" after " + cut + " of ")) {
                    throw new AssertionError(captured.name() + " cut at " + cut + ": " + words);
                }
            }
        }
    }

    private static String refusal(byte[] whole, int cut) throws IOException {
        try {
            new LlrpFramer(new ByteArrayInputStream(whole, 0, cut), "dock-3", LIMIT).next();
            return "taken for a frame";
        } catch (EOFException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The frame's own length is honest, but its last parameters break off: what stood before them is read. */
    @Test
    void everyCapturedBodyCutAtEveryByteIsReadOrRefusedAndTheNextFrameIsFound() throws Exception {
        for (Captured captured : Captures.all()) {
            LlrpFrame whole = captured.frame();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int cut = 0; cut < whole.body().length; cut++) {
                LlrpFrame.of(whole.type(), cut, Arrays.copyOf(whole.body(), cut))
                        .writeTo(stream);
            }
            LlrpFramer framer = framer(stream.toByteArray());
            int cut = 0;
            while (framer.next()) {
                assertThat(framer.messageId()).as(captured.name()).isEqualTo(cut++);
                Decoders.read(framer.frame());
            }
            assertThat(cut).as(captured.name()).isEqualTo(whole.body().length);
        }
    }

    @Test
    void everyCapturedFrameMutatedGivesFramesOrOneRefusal() throws Exception {
        Random random = Seed.random();
        int refused = 0;
        int read = 0;
        for (Captured captured : Captures.all()) {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] bytes = captured.frame().toBytes();
                for (int change = random.nextInt(4); change >= 0; change--) {
                    // as often in the header as in all the rest: there it hurts the stream
                    int at = random.nextInt(random.nextBoolean() ? LlrpFrame.HEADER_BYTES : bytes.length);
                    bytes[at] = random.nextBoolean()
                            ? (byte) random.nextInt()
                            : (byte) (bytes[at] ^ (1 << random.nextInt(8)));
                }
                try {
                    readAll(bytes);
                    read++;
                } catch (LlrpProtocolException | EOFException e) {
                    refused++;
                } catch (RuntimeException | Error e) {
                    throw new AssertionError(
                            "-Dtagline.seed=" + Seed.VALUE + ": "
                                    + HexFormat.of().formatHex(bytes),
                            e);
                }
            }
        }
        assertThat(List.of(read, refused))
                .as("both happen; seed %d", Seed.VALUE)
                .allMatch(count -> count > 100);
    }

    @ParameterizedTest
    @CsvSource({
        "0, LLRP frame declares 0 bytes; the least is 10",
        "9, LLRP frame declares 9 bytes; the least is 10",
        "1048577, LLRP frame declares 1048577 bytes; the limit is 1048576",
        "2147483648, LLRP frame declares 2147483648 bytes; the limit is 1048576",
        "4294967295, LLRP frame declares 4294967295 bytes; the limit is 1048576"
    })
    void lengthOutsideTheBoundsIsRefusedAtItsHeader(long length, String words) {
        byte[] header = HexFormat.of().parseHex(String.format("043d%08x00000001", length));
        LlrpFramer framer = framer(header);
        assertThatThrownBy(framer::next)
                .isInstanceOf(LlrpProtocolException.class)
                .hasMessageContaining(words);
        assertThat(framer.buffer().length).isLessThan(LIMIT / 10);
    }

    @Test
    void headerWithoutABodyIsAFrame() throws IOException {
        assertThat(readAll(HexFormat.of().parseHex("043d0000000a00000001"))).isEqualTo(2);
    }

    /** As deep as a length of 16 bits allows: 8,000 to 16,000 parameters, each in the one before. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                LlrpMessageType.RO_ACCESS_REPORT,
                LlrpMessageType.READER_EVENT_NOTIFICATION,
                LlrpMessageType.GET_READER_CAPABILITIES_RESPONSE,
                LlrpMessageType.ADD_ROSPEC_RESPONSE,
                LlrpMessageType.ERROR_MESSAGE
            })
    void parametersNestedAsDeepAsTheyCanBeAreReadOrRefused(int type) throws Exception {
        for (int parameter : new int[] {
            LlrpParameterType.LLRP_STATUS,
            LlrpParameterType.PARAMETER_ERROR,
            LlrpParameterType.TAG_REPORT_DATA,
            LlrpParameterType.READER_EVENT_NOTIFICATION_DATA,
            LlrpParameterType.CUSTOM,
            LlrpParameterType.ROSPEC
        }) {
            byte[] nested = nested(parameter, 65_528);
            readOnASmallStack(LlrpFrame.of(type, 1, nested));
            if (parameter == LlrpParameterType.PARAMETER_ERROR) {
                readOnASmallStack(LlrpFrame.of(type, 1, inStatus(nested(parameter, 65_000))));
            }
        }
    }

    @Test
    void reportOfTenThousandTagsIsReadToTheLast() throws IOException {
        TagReportWriter writer = new TagReportWriter();
        byte[] epc = HexFormat.of().parseHex("303400000000000000000001");
        for (int tag = 0; tag < 10_000; tag++) {
            writer.tag(epc, 96)
                    .antenna(1)
                    .peakRssiDbm(-50)
                    .firstSeenUtcMicros(1_795_334_400_000_000L + tag)
                    .lastSeenUtcMicros(1_795_334_400_000_000L + tag)
                    .tagSeenCount(1);
        }
        LlrpFramer framer = framer(writer.toFrame(1).toBytes());
        assertThat(framer.next()).isTrue();
        assertThat(Decoders.read(framer.frame())).isEqualTo(10_000);
        // grown by doubling, up to the frame and never past it
        assertThat(framer.buffer().length).isLessThanOrEqualTo(framer.bodyLength() + LlrpFrame.HEADER_BYTES);
    }

    private static LlrpFramer framer(byte[] bytes) {
        return new LlrpFramer(new ByteArrayInputStream(bytes), "dock-3", LIMIT);
    }

    /** Reads these bytes and a good frame behind them. Returns how many frames there were, the good one the last. */
    private static int readAll(byte[] bytes) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(bytes);
        LlrpFrame.of(LlrpMessageType.KEEPALIVE, GOOD_ID).writeTo(stream);
        LlrpFramer framer = framer(stream.toByteArray());
        int frames = 0;
        int last = 0;
        while (framer.next()) {
            frames++;
            last = framer.messageId();
            Decoders.read(framer.frame());
        }
        // a length that was cut short may swallow the good one's beginning only if it fits to the byte
        if (frames > 1 && last != GOOD_ID) {
            throw new AssertionError(frames + " frames, and the good one is not the last");
        }
        return frames;
    }

    /** Each holds the next. */
    private static byte[] nested(int parameter, int bytes) {
        // a ParameterError has two fields of its own before what it holds
        int each = parameter == LlrpParameterType.PARAMETER_ERROR ? 8 : 4;
        byte[] nested = new byte[bytes];
        for (int at = 0; at + each <= bytes; at += each) {
            nested[at] = (byte) (parameter >> 8);
            nested[at + 1] = (byte) parameter;
            nested[at + 2] = (byte) ((bytes - at) >> 8);
            nested[at + 3] = (byte) (bytes - at);
        }
        return nested;
    }

    private static byte[] inStatus(byte[] inner) {
        return new LlrpWriter(inner.length + 16)
                .begin(LlrpParameterType.LLRP_STATUS)
                .u16(100)
                .utf8("")
                .bytes(inner)
                .end()
                .toFrame(0, 0)
                .body();
    }

    /** The agent's threads have 512 kB. */
    private static void readOnASmallStack(LlrpFrame frame) throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(null, () -> Decoders.read(frame), "small-stack", 512 * 1024);
        thread.setUncaughtExceptionHandler((on, what) -> thrown[0] = what);
        thread.start();
        thread.join();
        assertThat(thrown[0]).isNull();
    }
}
