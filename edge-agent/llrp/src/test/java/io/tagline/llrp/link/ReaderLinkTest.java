package io.tagline.llrp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.ReaderEvent.AntennaChanged;
import io.tagline.llrp.ReaderEvent.BufferOverflowed;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.ReaderEvent.InputChanged;
import io.tagline.llrp.ReaderEvent.RoSpecChanged;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.ScriptedReader.Line;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reader may do to us, each on a real socket. */
@Timeout(20)
class ReaderLinkTest {
    private final Heard heard = new Heard();

    @Test
    void aGoodReaderIsSetUpInOrderAndItsReadsArrive() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
            line.setUp();
            line.report(2);
            line.keepalive();
            line.agreeForEver();
        })) {
            try (ReaderLink link = link(reader)) {
                await().until(() -> heard.antennas.equals(List.of(2)));
                assertThat(link.state()).isEqualTo(LinkState.READING);
                await().until(() -> reader.commands.contains(LlrpMessageType.KEEPALIVE_ACK));
                assertThat(link.count(LinkCounter.KEEPALIVES)).isEqualTo(1);
            }
            assertThat(reader.commands)
                    .containsExactly(
                            LlrpMessageType.GET_READER_CAPABILITIES,
                            LlrpMessageType.DELETE_ACCESSSPEC,
                            LlrpMessageType.DELETE_ROSPEC,
                            LlrpMessageType.SET_READER_CONFIG,
                            LlrpMessageType.ADD_ROSPEC,
                            LlrpMessageType.ENABLE_ROSPEC,
                            LlrpMessageType.START_ROSPEC,
                            LlrpMessageType.GET_ROSPECS,
                            LlrpMessageType.ENABLE_EVENTS_AND_REPORTS,
                            LlrpMessageType.KEEPALIVE_ACK,
                            LlrpMessageType.CLOSE_CONNECTION);
            assertThat(heard.states)
                    .containsExactly(
                            LinkState.DIALLING,
                            LinkState.GREETING,
                            LinkState.CONFIGURING,
                            LinkState.READING,
                            LinkState.STOPPED);
            assertThat(heard.times.get(0)).isEqualTo(ReaderTime.utc(1_700_000_000_000_000L));
        }
    }

    @Test
    void nothingIsSentBeforeTheReaderGreets() throws Exception {
        CountDownLatch quiet = new CountDownLatch(1);
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    Thread.sleep(150); // that nothing comes takes its time
                    if (line.socket.getInputStream().available() == 0) {
                        quiet.countDown();
                    }
                    line.setUp();
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.READING);
            assertThat(quiet.getCount()).isZero();
        }
    }

    @Test
    void aPortWhereNobodyListensIsTriedAgainAndSaysSo() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ReaderLink link = new ReaderLink(settings(new ReaderAddress.Dial("127.0.0.1", port)), heard)) {
            link.start();
            await().until(() -> Collections.frequency(heard.states, LinkState.LOST) >= 3);
            assertThat(heard.details)
                    .contains("[depot-7/dock-3] no connection with 127.0.0.1:" + port + ": Connection refused");
        }
    }

    @Test
    void aPeerThatSaysNothingIsHungUpOnAfterTheGreetingTimeout() throws Exception {
        try (ScriptedReader reader =
                        new ScriptedReader(line -> line.socket.getInputStream().read());
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.LOST);
            assertThat(lost())
                    .startsWith("[depot-7/dock-3] ")
                    .endsWith(" accepted the connection but sent no LLRP greeting (ConnectionAttemptEvent) within"
                            + " 400 ms");
            await().until(() -> reader.connections() >= 2);
        }
    }

    @Test
    void aReaderInUseByAnotherClientIsItsOwnStateAndAskedAgainSlowly() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(
                        line -> line.event(new ConnectionAttempt(ConnectionAttempt.CLIENT_INITIATED_EXISTS)), line -> {
                            line.setUp();
                            line.agreeForEver();
                        });
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.READING);
            assertThat(heard.states).contains(LinkState.IN_USE).doesNotContain(LinkState.LOST);
            assertThat(heard.details)
                    .contains("[depot-7/dock-3] the reader is in use by another client (ConnectionAttemptEvent status"
                            + " 2); expected 0, success");
        }
    }

    @Test
    void aWebServerIsNoReader() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(
                        line -> line.sendRaw("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.LOST);
            assertThat(lost()).contains("the peer does not speak LLRP");
        }
    }

    @Test
    void aFrameThatDeclaresTooMuchEndsTheConnection() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.setUp();
                    line.sendRaw((byte) 4, (byte) 61, (byte) 0, (byte) 0x0a, (byte) 0xae, (byte) 0x60);
                    line.sendRaw(new byte[4]);
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.LOST);
            assertThat(heard.details)
                    .contains("[depot-7/dock-3] LLRP frame declares 700000 bytes; the limit is 655360"
                            + " (max-frame-bytes)");
        }
    }

    @Test
    void everythingIsSetUpAgainAfterALostConnection() throws Exception {
        ScriptedReader.Script cutMidFrame = line -> {
            line.setUp();
            byte[] report = line.tag(1).toBytes();
            line.socket.getOutputStream().write(report, 0, report.length / 2);
        };
        ScriptedReader.Script reset = line -> {
            line.setUp();
            line.reset();
        };
        ScriptedReader.Script end = Line::setUp;
        try (ScriptedReader reader = new ScriptedReader(cutMidFrame, reset, end, line -> {
                    line.setUp();
                    line.report(4);
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            await().until(() -> heard.antennas.equals(List.of(4)));
            assertThat(Collections.frequency(reader.commands, LlrpMessageType.ADD_ROSPEC))
                    .isEqualTo(4);
            assertThat(link.count(LinkCounter.CONNECTIONS)).isEqualTo(4);
            assertThat(heard.details)
                    .contains("[depot-7/dock-3] the reader closed the connection")
                    .anyMatch(detail -> detail.contains("the connection ended after"));
        }
    }

    @Test
    void silenceOfThreeKeepalivesIsALostConnection() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.setUp();
                    line.keepalive();
                    Thread.sleep(5_000); // the silence is what is tested
                });
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.READING);
            awaitState(link, LinkState.LOST);
            assertThat(heard.details)
                    .anyMatch(detail -> detail.matches("\\[depot-7/dock-3] nothing heard from the reader for \\d+ ms;"
                            + " expected a keepalive every 200 ms"));
        }
    }

    @Test
    void anEmulatorWithoutKeepalivesIsAskedInsteadAndKept() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.setUp();
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            await().until(() -> Collections.frequency(reader.commands, LlrpMessageType.GET_READER_CAPABILITIES) >= 3);
            assertThat(link.state()).isEqualTo(LinkState.READING);
            assertThat(reader.connections()).isEqualTo(1);
        }
    }

    @Test
    void aHalfOpenConnectionThatNeverSentKeepalivesIsFoundOutByAsking() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.setUp();
                    Thread.sleep(5_000); // the silence is what is tested
                });
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.READING);
            awaitState(link, LinkState.LOST);
            assertThat(heard.details).anyMatch(detail -> detail.contains("no answer to GET_READER_CAPABILITIES"));
        }
    }

    @Test
    void whatTheLineCanDoWithoutMayBeRefused() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.greet();
                    while (true) {
                        LlrpFrame command = line.command();
                        switch (command.type()) {
                            case LlrpMessageType.ADD_ROSPEC,
                                    LlrpMessageType.ENABLE_ROSPEC,
                                    LlrpMessageType.CLOSE_CONNECTION -> line.ok(command);
                            case LlrpMessageType.START_ROSPEC -> {
                                line.ok(command);
                                line.report(1);
                            }
                            default ->
                                line.send(ScriptedReader.status(
                                        LlrpMessageType.ERROR_MESSAGE, command.messageId(), 109, "not here"));
                        }
                    }
                });
                ReaderLink link = link(reader)) {
            await().until(() -> heard.antennas.equals(List.of(1)));
            awaitState(link, LinkState.READING);
        }
    }

    @Test
    void aRefusedRoSpecIsToldInTheReadersOwnWords() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.greet();
                    while (true) {
                        LlrpFrame command = line.command();
                        boolean add = command.type() == LlrpMessageType.ADD_ROSPEC;
                        line.answer(command, add ? 101 : 0, add ? "antenna 9 : out of range" : "");
                    }
                });
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.REFUSED);
            await().until(() -> Collections.frequency(heard.states, LinkState.REFUSED) >= 2);
            assertThat(heard.details)
                    .contains("[depot-7/dock-3] the reader refused ADD_ROSPEC: M_FieldError: antenna 9 : out of range");
            assertThat(reader.commands)
                    .as("a refused client leaves politely")
                    .contains(LlrpMessageType.CLOSE_CONNECTION);
        }
    }

    @Test
    void readsThatComeWhileAnAnswerIsAwaitedAreNotLost() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.greet();
                    for (int antenna = 1; antenna <= 8; antenna++) {
                        LlrpFrame command = line.command();
                        line.report(antenna);
                        line.ok(command);
                    }
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.READING);
            await().until(() -> heard.antennas.equals(List.of(1, 2, 3, 4, 5, 6, 7, 8)));
        }
    }

    @Test
    void coalescedFramesAndSingleBytesReadAlike() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.setUp();
                    ByteArrayOutputStream many = new ByteArrayOutputStream();
                    for (int antenna = 1; antenna <= 50; antenna++) {
                        line.tag(antenna).writeTo(many);
                    }
                    line.sendRaw(many.toByteArray());
                    for (byte one : line.tag(51).toBytes()) {
                        line.sendRaw(one);
                    }
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            await().until(() -> heard.antennas.size() == 51);
            assertThat(heard.antennas).isSorted();
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    @Test
    void aBadBodyIsLeftOutAndCountedAndTheConnectionGoesOn() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.setUp();
                    line.send(LlrpFrame.of(LlrpMessageType.READER_EVENT_NOTIFICATION, 5, (byte) 1, (byte) 2));
                    line.send(LlrpFrame.of(LlrpMessageType.RO_ACCESS_REPORT, 6, (byte) 0, (byte) 0xf0, (byte) 9));
                    line.report(3);
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            await().until(() -> heard.antennas.equals(List.of(3)));
            assertThat(link.count(LinkCounter.REFUSED_BODIES)).isEqualTo(1);
            assertThat(link.count(LinkCounter.REFUSED_TAGS)).isEqualTo(1);
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    @Test
    void anEndedRoSpecIsStartedAgain() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.setUp();
                    line.event(new RoSpecChanged(RoSpecChanged.ENDED, ReaderProfile.ROSPEC_ID, 0));
                    LlrpFrame command = line.command();
                    line.ok(command);
                    line.report(command.type() == LlrpMessageType.START_ROSPEC ? 7 : 0);
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            await().until(() -> heard.antennas.equals(List.of(7)));
            assertThat(link.count(LinkCounter.RESTARTS)).isEqualTo(1);
        }
    }

    @Test
    void aRoSpecThatAlreadyRunsIsFine() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.greet();
                    while (true) {
                        LlrpFrame command = line.command();
                        if (command.type() == LlrpMessageType.START_ROSPEC) {
                            line.event(new RoSpecChanged(RoSpecChanged.STARTED, ReaderProfile.ROSPEC_ID, 0));
                            line.answer(command, 401, "already active");
                        } else {
                            line.ok(command);
                        }
                    }
                });
                ReaderLink link = link(reader)) {
            awaitState(link, LinkState.READING);
        }
    }

    @Test
    void eventsOfTheReaderReachTheListener() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.setUp();
                    line.event(new InputChanged(1, true));
                    line.event(new AntennaChanged(2, false));
                    line.event(new BufferOverflowed());
                    line.event(new ConnectionAttempt(ConnectionAttempt.ANOTHER_ATTEMPTED));
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            await().until(() -> heard.events.size() == 5);
            assertThat(heard.events)
                    .containsExactly(
                            new ConnectionAttempt(0),
                            new InputChanged(1, true),
                            new AntennaChanged(2, false),
                            new BufferOverflowed(),
                            new ConnectionAttempt(4));
            assertThat(link.count(LinkCounter.OVERFLOWS)).isEqualTo(1);
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    @Test
    void outputsAreSwitchedTogetherAndAgainAfterAReconnect() throws Exception {
        ScriptedReader.Script once = line -> {
            line.setUp();
            line.ok(line.command());
        };
        try (ScriptedReader reader = new ScriptedReader(once, line -> {
                    line.setUp();
                    line.agreeForEver();
                });
                ReaderLink link = link(reader)) {
            // three lamps, and one command for them
            link.setOutputs(Map.of(1, true, 2, true, 3, false));
            await().until(() -> Collections.frequency(reader.commands, LlrpMessageType.SET_READER_CONFIG) == 4);
        }
    }

    @Test
    void aFullListenerStopsTheSocketAndLosesNothing() throws Exception {
        CountDownLatch room = new CountDownLatch(1);
        int tags = 40_000;
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        ReaderListener full = (TagReportCursor report, long tick) -> {
            room.await();
            while (report.next()) {
                seen.add(report.antenna());
            }
        };
        CountDownLatch allSent = new CountDownLatch(1);
        try (ScriptedReader reader = new ScriptedReader(line -> {
                    line.socket.setSendBufferSize(16 * 1024);
                    line.setUp();
                    byte[] report = line.tag(1).toBytes();
                    for (int i = 0; i < tags; i++) {
                        line.sendRaw(report);
                    }
                    allSent.countDown();
                    line.agreeForEver();
                });
                ReaderLink link = new ReaderLink(settings(reader), full)) {
            link.start();
            awaitState(link, LinkState.READING);
            // longer than the answer and keepalive time-outs: our own slowness is not the reader's silence
            assertThat(allSent.await(900, TimeUnit.MILLISECONDS))
                    .as("the reader is held back")
                    .isFalse();
            room.countDown();
            await().until(() -> seen.size() == tags);
            assertThat(reader.connections()).isEqualTo(1);
        }
    }

    @Test
    void aLinkWithABlockedListenerCanBeClosed() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ReaderListener stuck = (report, tick) -> never.await();
        try (ScriptedReader reader = new ScriptedReader(line -> {
            line.setUp();
            line.report(1);
            line.report(2);
            line.agreeForEver();
        })) {
            ReaderLink link = new ReaderLink(settings(reader), stuck);
            link.start();
            awaitState(link, LinkState.READING);
            link.close();
            assertThat(link.state()).isEqualTo(LinkState.STOPPED);
            await().until(() -> reader.commands.contains(LlrpMessageType.CLOSE_CONNECTION));
        }
    }

    @Test
    void aReaderMayCallUsAndStrangersMayNot() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ReaderAddress nobody = new ReaderAddress.Listen(loopback, 0, Set.of(InetAddress.getByName("192.0.2.1")));
        try (ReaderLink link = new ReaderLink(settings(nobody), heard)) {
            link.start();
            await().until(() -> link.listeningPort() > 0);
            try (Socket stranger = new Socket(loopback, link.listeningPort())) {
                assertThat(stranger.getInputStream().read()).as("hung up on").isEqualTo(-1);
            }
            assertThat(link.state()).isEqualTo(LinkState.LISTENING);
        }
        ReaderAddress us = new ReaderAddress.Listen(loopback, 0, Set.of(loopback));
        try (ReaderLink link = new ReaderLink(settings(us), heard)) {
            link.start();
            await().until(() -> link.listeningPort() > 0);
            try (ScriptedReader unused = new ScriptedReader(line -> {});
                    Socket call = new Socket(loopback, link.listeningPort())) {
                Line line = unused.new Line(call);
                line.setUp();
                line.report(6);
                await().until(() -> heard.antennas.equals(List.of(6)));
            }
        }
    }

    @Test
    void withoutAListOnlyPrivateAddressesMayCall() throws Exception {
        var anyone = new ReaderAddress.Listen(InetAddress.getLoopbackAddress(), 0, Set.of());
        for (String own : List.of("127.0.0.1", "10.1.2.3", "172.20.0.9", "192.168.10.31", "169.254.1.1", "fd12::1")) {
            assertThat(anyone.allows(InetAddress.getByName(own))).as(own).isTrue();
        }
        for (String foreign : List.of("198.51.100.7", "172.32.0.1", "2001:db8::1")) {
            assertThat(anyone.allows(InetAddress.getByName(foreign)))
                    .as(foreign)
                    .isFalse();
        }
    }

    /** Why the link was lost first. */
    private String lost() {
        return heard.details.get(heard.states.indexOf(LinkState.LOST));
    }

    private ReaderLink link(ScriptedReader reader) {
        ReaderLink link = new ReaderLink(settings(reader), heard);
        link.start();
        return link;
    }

    private static LinkSettings settings(ScriptedReader reader) {
        return settings(new ReaderAddress.Dial("127.0.0.1", reader.port()));
    }

    private static LinkSettings settings(ReaderAddress address) {
        ReaderProfile profile = ReaderProfile.basic().withKeepalive(Duration.ofMillis(200));
        Duration short1 = Duration.ofMillis(400);
        return LinkSettings.of("depot-7/dock-3", address, profile)
                .withTimeouts(short1, short1, short1)
                .withPauses(Duration.ofMillis(20), Duration.ofMillis(80), Duration.ofMillis(60), Duration.ofSeconds(5))
                .withMaxFrameBytes(655_360);
    }

    private void awaitState(ReaderLink link, LinkState state) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> link.state() == state || heard.states.contains(state));
    }
}
