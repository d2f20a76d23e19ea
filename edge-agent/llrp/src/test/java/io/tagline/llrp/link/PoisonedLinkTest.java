package io.tagline.llrp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpWriter;
import io.tagline.llrp.Seed;
import io.tagline.llrp.TagReportWriter;
import io.tagline.llrp.command.ReaderProfile;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A reader that sends something impossible in the middle of its reads, on a real socket. Either the link reads on, or it hangs up and
 * calls again; a connection that lives and brings nothing is what must not be.
 */
@Timeout(30)
class PoisonedLinkTest {
    private static final int BEFORE = 1;
    private static final int AFTER = 2;
    private static final int AGAIN = 3;

    private final Heard heard = new Heard();

    /** The frames behind it can not be found: only another connection helps. */
    @ParameterizedTest
    @CsvSource({
        "a length of 0,       043d 00000000 00000001",
        "a length of 9,       043d 00000009 00000001",
        "a length of 2^20+1,  043d 00100001 00000001",
        "a length of 2^31,    043d 80000000 00000001",
        "a length of 2^32-1,  043d ffffffff 00000001",
        "version 0,           003d 0000000a 00000001",
        "version 7,           1c3d 0000000a 00000001",
        "reserved bits,       e43d 0000000a 00000001",
        "a web server,        485454502f312e3120343030",
        // 1 MB that never comes: what comes instead disappears in it
        "a long length,       043d 000fffff 00000001",
        "half a header,       043d 0000",
        "one byte,            04"
    })
    void streamThatIsBrokenIsLeftAndTheReaderCalledAgain(String name, String hex) throws Exception {
        byte[] poison = HexFormat.of().parseHex(hex.replace(" ", ""));
        try (ScriptedReader reader = reader(poison);
                ReaderLink link = link(reader)) {
            await(name).until(() -> heard.antennas.contains(AGAIN));
            assertThat(heard.states).contains(LinkState.LOST);
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    /** Its length is honest: whatever it is, the next frame is behind it. */
    @ParameterizedTest
    @CsvSource({
        "a header alone,                  043d 0000000a 00000001",
        "a message nobody knows,          07fe 0000000e 00000001 deadbeef",
        "a reserved message,              0400 0000000a 00000001",
        "a custom message of no vendor,   07ff 0000000a 00000001",
        "a custom message,                07ff 00000013 00000001 0000 651a 07 01020304",
        "a report of a parameter nobody knows, 043d 00000012 00000001 03e7 0008 01020304",
        "a report of an unknown TV,       043d 0000000b 00000001 ff",
        "a report of a custom parameter,  043d 00000016 00000001 03ff 000c 0000651a 00000001",
        "a parameter of length 0,         043d 0000000e 00000001 00f0 0000",
        "a parameter of length 3,         043d 0000000e 00000001 00f0 0003",
        "a parameter past its frame,      043d 0000000e 00000001 00f0 ffff",
        "an event of nothing,             043f 0000000a 00000001",
        "an answer nobody asked for,      041f 0000000a 00000001"
    })
    void messageThatMakesNoSenseIsLeftOutAndTheNextOneRead(String name, String hex) throws Exception {
        readsOnAfter(name, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void answerNestedAsDeepAsItCanBeIsLeftOut() throws Exception {
        byte[] nested = new byte[65_000];
        for (int at = 0; at + 8 <= nested.length; at += 8) {
            int left = nested.length - at;
            nested[at] = (byte) (LlrpParameterType.PARAMETER_ERROR >> 8);
            nested[at + 1] = (byte) LlrpParameterType.PARAMETER_ERROR;
            nested[at + 2] = (byte) (left >> 8);
            nested[at + 3] = (byte) left;
        }
        LlrpFrame refusal = new LlrpWriter(70_000)
                .begin(LlrpParameterType.LLRP_STATUS)
                .u16(100)
                .utf8("")
                .bytes(nested)
                .end()
                .toFrame(LlrpMessageType.ADD_ROSPEC_RESPONSE, 0);
        try (ScriptedReader reader = new ScriptedReader(
                        line -> {
                            line.greet();
                            while (true) {
                                LlrpFrame command = line.command();
                                if (command.type() == LlrpMessageType.ADD_ROSPEC) {
                                    line.send(LlrpFrame.of(refusal.type(), command.messageId(), refusal.body()));
                                } else {
                                    line.ok(command);
                                }
                                if (command.type() == LlrpMessageType.CLOSE_CONNECTION) {
                                    return;
                                }
                            }
                        },
                        PoisonedLinkTest::sound);
                ReaderLink link = link(reader)) {
            await().until(() -> heard.antennas.contains(AGAIN));
            assertThat(heard.states).contains(LinkState.REFUSED);
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    @Test
    void reportOfTenThousandTagsIsTakenWhole() throws Exception {
        TagReportWriter writer = new TagReportWriter();
        for (int tag = 0; tag < 10_000; tag++) {
            writer.tag(new byte[12], 96).antenna(9).peakRssiDbm(-50).lastSeenUtcMicros(1_795_334_400_000_000L + tag);
        }
        readsOnAfter("10,000 tags", writer.toFrame(7).toBytes());
        assertThat(heard.antennas.stream().filter(antenna -> antenna == 9)).hasSize(10_000);
    }

    /** Twelve connections, each with a report whose bytes, header and all, were changed at random, and then a sound one. */
    @Test
    void reportsDamagedAtRandomKeepNoReadersReadsAway() throws Exception {
        Random random = Seed.random();
        ScriptedReader.Script[] scripts = new ScriptedReader.Script[13];
        for (int i = 0; i < 12; i++) {
            scripts[i] = line -> {
                line.setUp();
                byte[] report = line.tag(BEFORE).toBytes();
                for (int change = random.nextInt(3); change >= 0; change--) {
                    report[random.nextInt(report.length)] = (byte) random.nextInt();
                }
                line.sendRaw(report);
                for (int beat = 0; beat < 10; beat++) {
                    line.keepalive();
                    line.report(AFTER);
                    Thread.sleep(10); // a reader reports as it reads
                }
                line.socket.close();
            };
        }
        scripts[12] = PoisonedLinkTest::sound;
        try (ScriptedReader reader = new ScriptedReader(scripts);
                ReaderLink link = link(reader)) {
            await("-Dtagline.seed=" + Seed.VALUE)
                    .atMost(Duration.ofSeconds(25))
                    .until(() -> heard.antennas.contains(AGAIN));
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    private void readsOnAfter(String name, byte[] poison) throws Exception {
        try (ScriptedReader reader = reader(poison);
                ReaderLink link = link(reader)) {
            await(name).until(() -> heard.antennas.contains(AFTER));
            assertThat(heard.states).as(name).doesNotContain(LinkState.LOST);
            assertThat(reader.connections()).isEqualTo(1);
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    private static ScriptedReader reader(byte[] poison) throws Exception {
        return new ScriptedReader(
                line -> {
                    line.setUp();
                    line.report(BEFORE);
                    line.sendRaw(poison);
                    // alive by all that TCP can tell, until the client hangs up
                    while (true) {
                        line.keepalive();
                        line.report(AFTER);
                        Thread.sleep(20); // the pace of a reader that goes on talking
                    }
                },
                PoisonedLinkTest::sound);
    }

    private static void sound(ScriptedReader.Line line) throws Exception {
        line.setUp();
        line.report(AGAIN);
        line.agreeForEver();
    }

    private ReaderLink link(ScriptedReader reader) {
        ReaderProfile profile = ReaderProfile.basic().withKeepalive(Duration.ofMillis(200));
        Duration patience = Duration.ofMillis(400);
        LinkSettings settings = LinkSettings.of(
                        "depot-7/dock-3", new ReaderAddress.Dial("127.0.0.1", reader.port()), profile)
                .withTimeouts(patience, patience, patience)
                .withPauses(Duration.ofMillis(20), Duration.ofMillis(80), Duration.ofMillis(60), Duration.ofSeconds(5));
        ReaderLink link = new ReaderLink(settings, heard);
        link.start();
        return link;
    }
}
