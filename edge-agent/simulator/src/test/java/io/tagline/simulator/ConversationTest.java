package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.ReaderEvent.AntennaChanged;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.ReaderEvent.ConnectionClosed;
import io.tagline.llrp.ReaderEvent.InputChanged;
import io.tagline.llrp.ReaderEvent.RoSpecChanged;
import io.tagline.llrp.ReaderNotification;
import io.tagline.llrp.ReaderTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private SimulatedReader reader;

    @BeforeEach
    void switchOn() throws Exception {
        reader = SimulatedReader.start(ReaderOptions.defaults());
    }

    @AfterEach
    void switchOff() throws Exception {
        reader.close();
    }

    @Test
    void readerSpeaksFirstAndStampsItsGreetingWithTheTimeOfDay() throws Exception {
        try (BareClient client = new BareClient(reader.address())) {
            ReaderNotification greeting = client.notification();

            assertThat(greeting.events()).containsExactly(new ConnectionAttempt(ConnectionAttempt.SUCCESS));
            assertThat(greeting.time().kind()).isEqualTo(ReaderTime.Kind.UTC);
            assertThat(Instant.ofEpochMilli(greeting.time().micros() / 1_000))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        }
    }

    /** LLRP 1.1 §20.1.2. */
    @Test
    void secondClientIsToldThatTheReaderIsTakenAndTheFirstIsToldOfIt() throws Exception {
        try (BareClient first = BareClient.greetedBy(reader)) {
            first.answer(CommandBytes.setConfig(0, false));
            try (BareClient second = new BareClient(reader.address())) {
                assertThat(second.event()).isEqualTo(new ConnectionAttempt(ConnectionAttempt.CLIENT_INITIATED_EXISTS));
                assertThat(second.isAtEnd()).isTrue();
            }
            assertThat(first.event()).isEqualTo(new ConnectionAttempt(ConnectionAttempt.ANOTHER_ATTEMPTED));
            assertThat(first.answer(CommandBytes.GET_ROSPECS)).isEqualTo("36: 0");
            assertThat(reader.counters().refusedConnections()).isEqualTo(1);
        }
    }

    @Test
    void readerIsFreeAgainAfterItsClientCloses() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            assertThat(client.answer(CommandBytes.CLOSE_CONNECTION)).isEqualTo("4: 0");
            assertThat(client.isAtEnd()).isTrue();
        }
        await().until(() -> !reader.isConnected());
        BareClient.greetedBy(reader).close();
    }

    @Test
    void answerRepeatsTheIdOfItsCommand() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            client.send("041a 0000000a cafe0001"); // GET_ROSPECS with message ID 0xcafe0001
            assertThat(client.next()).extracting(LlrpFrame::messageId).isEqualTo(0xcafe0001);
        }
    }

    @Test
    void unknownMessageIsAnsweredByAnErrorThatNamesIt() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            assertThat(client.answer("0507 0000000a 00000007")) // version 1, type 263
                    .isEqualTo("100: 109 message type 263 is unknown to this reader");
            // GET_SUPPORTED_VERSION of LLRP 1.1: version 2, type 46
            assertThat(client.answer("082e 0000000a 00000008"))
                    .isEqualTo("100: 110 message has version 2; this reader speaks 1 (LLRP 1.0.1)");
            assertThat(client.answer(CommandBytes.GET_ROSPECS)).isEqualTo("36: 0");
        }
    }

    @Test
    void brokenBodyIsRefusedAndTheNextCommandIsUnderstood() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            // DELETE_ROSPEC with an ID of two bytes
            assertThat(client.answer("0415 0000000c 00000001 0001"))
                    .isEqualTo("31: 100 DELETE_ROSPEC #1 (2 body bytes) has 2 bytes of body; expected 4, an ID");
            // SET_READER_CONFIG with a KeepaliveSpec that claims 255 bytes
            assertThat(client.answer("0403 0000000f 00000002 00 00dc 00ff")).startsWith("13: 100 ");
            assertThat(client.answer(CommandBytes.GET_ROSPECS)).isEqualTo("36: 0");
        }
    }

    @Test
    void peerThatSpeaksAnotherProtocolIsDropped() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            client.send("474554202f20485454502f312e310d0a0d0a"); // GET / HTTP/1.1
            assertThat(client.isAtEnd()).isTrue();
        }
        await().until(() -> !reader.isConnected());
    }

    @Test
    void outputsThatAClientWritesAreNoted() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            assertThat(client.answer(CommandBytes.setGpo(2, true))).isEqualTo("13: 0");
            assertThat(client.answer(CommandBytes.setGpo(2, false))).isEqualTo("13: 0");
            assertThat(client.answer(CommandBytes.setGpo(1, true))).isEqualTo("13: 0");
            assertThat(client.answer(CommandBytes.setGpo(9, true)))
                    .isEqualTo("13: 101 GPO is 9; this reader has 1 to 4");
        }
        assertThat(reader.gpoWrites()).extracting(GpoWrite::port).containsExactly(2, 2, 1);
        assertThat(reader.gpoWrites()).extracting(GpoWrite::high).containsExactly(true, false, true);
        assertThat(reader.gpos()).containsEntry(1, true).containsEntry(2, false);
    }

    @Test
    void inputsAndAntennasAreToldWhenTheClientWantsToKnow() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            client.answer(CommandBytes.setConfig(0, false));
            client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
            reader.setGpi(3, true);
            assertThat(client.event()).isEqualTo(new InputChanged(3, true));
            reader.setGpi(3, true);
            reader.setAntennaConnected(2, false);
            assertThat(client.event()).isEqualTo(new AntennaChanged(2, false));
        }
    }

    /** LLRP 1.1 §14.2.6.1: the GPIEvent comes before the ROSpecEvent that it triggers. */
    @Test
    void inputThatStartsARoSpecIsToldFirst() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            client.answer(CommandBytes.setConfig(0, false));
            client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
            // start trigger 3 (GPI) with GPITriggerValue: port 1, high, no time-out
            String onInput = "03" + CommandBytes.tlv("00b5", "0001 80 00000000");
            client.answer(CommandBytes.addRoSpec(1, onInput, "00 00000000", 1, "ffc0"));
            client.answer(CommandBytes.enable(1));
            reader.setGpi(1, true);
            assertThat(client.event()).isEqualTo(new InputChanged(1, true));
            assertThat(client.event()).isEqualTo(new RoSpecChanged(RoSpecChanged.STARTED, 1, 0));
        }
    }

    @Test
    void readerThatHangsUpSaysSo() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            reader.closeConnection();
            assertThat(client.event()).isEqualTo(new ConnectionClosed());
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void readerDialsAClientThatListens() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            reader.dial((InetSocketAddress) listener.getLocalSocketAddress());
            try (BareClient client = new BareClient(listener.accept());
                    BareClient second = new BareClient(reader.address())) {
                assertThat(client.event()).isEqualTo(new ConnectionAttempt(ConnectionAttempt.SUCCESS));
                assertThat(second.event()).isEqualTo(new ConnectionAttempt(ConnectionAttempt.READER_INITIATED_EXISTS));
                assertThat(client.answer(CommandBytes.GET_ROSPECS)).isEqualTo("36: 0");
            }
        }
    }

    @Test
    void keepalivesComeAndTheirAcksAreCounted() throws Exception {
        try (BareClient client = BareClient.greetedBy(reader)) {
            assertThat(client.answer(CommandBytes.setConfig(20, false))).isEqualTo("13: 0");
            for (int i = 0; i < 3; i++) {
                client.next(LlrpMessageType.KEEPALIVE);
                client.send(CommandBytes.KEEPALIVE_ACK);
            }
            await().until(() -> reader.counters().keepaliveAcks() == 3);
            assertThat(reader.counters().keepalives()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void readerWithLinkMonitorHangsUpOnAClientThatDoesNotAnswer() throws Exception {
        try (SimulatedReader watchful =
                        SimulatedReader.start(ReaderOptions.defaults().closingAfterMissedAcks(3));
                BareClient client = BareClient.greetedBy(watchful)) {
            client.answer(CommandBytes.setConfig(10, false));
            await().atMost(Duration.ofSeconds(5)).until(() -> !watchful.isConnected());
            assertThat(watchful.counters().keepalives()).isEqualTo(3);
        }
    }

    /** The reader's thread is stuck in a write then; the watch must not be. */
    @Test
    void readerWithLinkMonitorHangsUpOnAClientThatTakesNothing() throws Exception {
        try (SimulatedReader watchful =
                        SimulatedReader.start(ReaderOptions.defaults().closingAfterMissedAcks(3));
                BareClient client = BareClient.greetedBy(watchful)) {
            client.answer(CommandBytes.addRoSpec(7));
            client.answer(CommandBytes.enable(7));
            client.answer(CommandBytes.start(7));
            client.send(CommandBytes.setConfig(100, false));
            try (LoadRun run = watchful.load(ReadLoad.of(0, 1_000))) {
                await().atMost(Duration.ofSeconds(5)).until(() -> !watchful.isConnected());
                await().until(() -> !run.isRunning());
            }
        }
    }

    @Test
    void readerWithoutAClockStampsItsUptime() throws Exception {
        ReaderOptions options = ReaderOptions.defaults().withClock(ReaderClock.uptimeOnly());
        try (SimulatedReader noClock = SimulatedReader.start(options);
                BareClient client = new BareClient(noClock.address())) {
            ReaderTime stamp = client.notification().time();
            assertThat(stamp.kind()).isEqualTo(ReaderTime.Kind.UPTIME);
            assertThat(stamp.micros()).isBetween(0L, 60_000_000L);
        }
    }
}
