package io.tagline.llrp.link;

import static io.tagline.llrp.LlrpParameterType.LLRP_STATUS;
import static io.tagline.llrp.LlrpParameterType.ROSPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpWriter;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.ReaderEvent.RoSpecChanged;
import io.tagline.llrp.ReaderNotification;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.command.ReaderCapabilities;
import io.tagline.llrp.command.ReaderCommands;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.ScriptedReader.Line;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that know just enough LLRP to send reads, as emulators and odd readers do: their reads have to arrive. */
@Timeout(20)
class RudeReaderTest {
    /** What nobody can read without; all else may be refused, ignored or answered oddly. */
    private static final Set<Integer> NEEDED =
            Set.of(LlrpMessageType.ADD_ROSPEC, LlrpMessageType.ENABLE_ROSPEC, LlrpMessageType.START_ROSPEC);

    private final Heard heard = new Heard();

    interface Answers {
        void to(LlrpFrame command, Line line) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(ReaderTime.Kind.class)
    void theGreetingMayCarryAnyClockOrNone(ReaderTime.Kind kind) throws Exception {
        ReaderTime time = kind == ReaderTime.Kind.NONE ? ReaderTime.NONE : new ReaderTime(kind, 1);
        readsOf(line -> {
            line.send(ReaderNotification.of(time, new ConnectionAttempt(0)).encode(0));
            play(line, (command, to) -> to.ok(command));
        });
    }

    @Test
    void onlyTheRoSpecIsAnswered() throws Exception {
        readsOf(greeted((command, line) -> {
            if (NEEDED.contains(command.type())) {
                line.ok(command);
            }
        }));
    }

    /** It neither sends keepalives nor answers questions: nothing tells it from a dead one but TCP. */
    @Test
    void aReaderThatAnswersNoQuestionIsKeptWhenItIsIdle() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(greeted((command, line) -> {
                    if (NEEDED.contains(command.type())) {
                        line.ok(command);
                    }
                }));
                ReaderLink link = link(reader)) {
            await().until(() -> link.state() == LinkState.READING);
            await().until(() -> Collections.frequency(reader.commands, LlrpMessageType.GET_ROSPECS) >= 2);
            assertThat(link.state()).isEqualTo(LinkState.READING);
            assertThat(reader.connections()).isEqualTo(1);
        }
    }

    @Test
    void allButTheRoSpecIsRefused() throws Exception {
        readsOf(greeted((command, line) -> line.answer(command, NEEDED.contains(command.type()) ? 0 : 109, "no")));
    }

    @Test
    void answersAreHeadersOnly() throws Exception {
        readsOf(greeted((command, line) -> {
            int type = LlrpMessageType.answerTo(command.type());
            if (type != 0) {
                line.send(LlrpFrame.of(type, command.messageId()));
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 77, -1})
    void answersComeUnderOneMessageId(int id) throws Exception {
        readsOf(greeted((command, line) -> {
            int type = LlrpMessageType.answerTo(command.type());
            if (type != 0) {
                line.send(ScriptedReader.status(type, id, 0, ""));
            }
        }));
    }

    @Test
    void answersAndReportsAndKeepalivesComeInOneSegment() throws Exception {
        readsOf(greeted((command, line) -> {
            int type = LlrpMessageType.answerTo(command.type());
            if (type == 0) {
                return;
            }
            ByteArrayOutputStream segment = new ByteArrayOutputStream();
            for (int i = 0; i < 50; i++) {
                LlrpFrame.of(LlrpMessageType.KEEPALIVE, 0).writeTo(segment);
            }
            ScriptedReader.status(type, command.messageId(), 0, "").writeTo(segment);
            line.tag(1).writeTo(segment);
            line.sendRaw(segment.toByteArray());
        }));
    }

    /** Started by ENABLE_ROSPEC, it refuses or ignores what comes after. */
    @ParameterizedTest
    @ValueSource(strings = {"event", "report", "nothing", "silence"})
    void aRoSpecThatRunsOnceItIsEnabledNeedsNoStart(String sign) throws Exception {
        readsOf(greeted((command, line) -> {
            switch (command.type()) {
                case LlrpMessageType.ENABLE_ROSPEC -> {
                    if (sign.equals("event")) {
                        line.event(new RoSpecChanged(RoSpecChanged.STARTED, ReaderProfile.ROSPEC_ID, 0));
                    } else if (!sign.equals("nothing")) {
                        line.report(1);
                    }
                    line.ok(command);
                }
                case LlrpMessageType.START_ROSPEC -> {
                    if (!sign.equals("silence")) {
                        line.answer(command, 409, "already active");
                    }
                }
                case LlrpMessageType.GET_ROSPECS ->
                    line.send(ScriptedReader.status(
                            LlrpMessageType.ERROR_MESSAGE, command.messageId(), 109, "unknown message"));
                default -> line.ok(command);
            }
        }));
    }

    @Test
    void aRoSpecThatStandsStillAndMayNotStartIsARefusal() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(greeted((command, line) -> {
                    if (command.type() == LlrpMessageType.START_ROSPEC) {
                        line.answer(command, 409, "antenna missing");
                    } else if (command.type() == LlrpMessageType.GET_ROSPECS) {
                        line.send(inactive(command.messageId()));
                    } else {
                        line.ok(command);
                    }
                }));
                ReaderLink link = link(reader)) {
            await().until(() -> heard.states.contains(LinkState.REFUSED));
            assertThat(link.count(LinkCounter.CONNECTIONS)).isPositive();
            assertThat(heard.details).anyMatch(detail -> detail.contains("refused START_ROSPEC"));
        }
    }

    @Test
    void aReaderThatDoesNotTakeTheProfilesRadioSettingsReadsWithItsOwn() throws Exception {
        readsOf(greeted((command, line) -> {
            boolean tuned = command.type() == LlrpMessageType.ADD_ROSPEC && command.body().length > plainBytes();
            line.answer(command, tuned ? 100 : 0, tuned ? "C1G2InventoryCommand: unexpected" : "");
        }));
    }

    @Test
    void aReaderThatKnowsNoAllDeletesOurs() throws Exception {
        boolean[] there = {true};
        readsOf(greeted((command, line) -> {
            if (command.type() == LlrpMessageType.DELETE_ROSPEC) {
                boolean ours = command.body()[3] == ReaderProfile.ROSPEC_ID;
                there[0] &= !ours;
                line.answer(command, ours ? 0 : 101, "");
            } else {
                line.answer(command, command.type() == LlrpMessageType.ADD_ROSPEC && there[0] ? 409 : 0, "exists");
            }
        }));
    }

    @Test
    void keepalivesInARhythmOfItsOwnAreEnough() throws Exception {
        try (ScriptedReader reader = new ScriptedReader(greeted((command, line) -> {
                    line.ok(command);
                    if (command.type() == LlrpMessageType.ENABLE_EVENTS_AND_REPORTS) {
                        line.keepalive();
                        // far longer than the three of 200 ms that we asked for
                        Thread.sleep(800);
                        line.report(1);
                    }
                }));
                ReaderLink link = link(reader)) {
            await().until(() -> heard.antennas.contains(1));
            assertThat(link.state()).isEqualTo(LinkState.READING);
            assertThat(reader.connections()).isEqualTo(1);
        }
    }

    @Test
    void theLateAnswerToAnEarlierCommandIsNoneToALaterOne() throws Exception {
        int[] first = {-1};
        try (ScriptedReader reader = new ScriptedReader(greeted((command, line) -> {
                    if (command.type() != LlrpMessageType.SET_READER_CONFIG) {
                        line.ok(command);
                    } else if (first[0] < 0) {
                        first[0] = command.messageId();
                    } else {
                        line.send(ScriptedReader.status(LlrpMessageType.SET_READER_CONFIG_RESPONSE, first[0], 0, ""));
                        line.ok(command);
                    }
                }));
                ReaderLink link = link(reader)) {
            await().until(() -> link.state() == LinkState.READING);
            assertThat(link.count(LinkCounter.STRAY_FRAMES)).isEqualTo(1);
        }
    }

    /** The scripted reader's reads arrive, and it is not left meanwhile. */
    private void readsOf(ScriptedReader.Script script) throws Exception {
        try (ScriptedReader reader = new ScriptedReader(script);
                ReaderLink link = link(reader)) {
            await().until(() -> heard.antennas.contains(1) && link.state() == LinkState.READING);
            assertThat(reader.connections()).isEqualTo(1);
            assertThat(heard.states).doesNotContain(LinkState.LOST, LinkState.REFUSED);
        }
    }

    private static ScriptedReader.Script greeted(Answers answers) {
        return line -> {
            line.greet();
            play(line, answers);
        };
    }

    /** Answers, and reports once it was asked to start. */
    private static void play(Line line, Answers answers) throws Exception {
        while (true) {
            LlrpFrame command = line.command();
            if (command.type() == LlrpMessageType.CLOSE_CONNECTION) {
                line.ok(command);
                return;
            }
            answers.to(command, line);
            if (command.type() == LlrpMessageType.ENABLE_EVENTS_AND_REPORTS) {
                line.report(1);
            }
        }
    }

    private static LlrpFrame inactive(int messageId) {
        return new LlrpWriter(32)
                .begin(LLRP_STATUS)
                .u16(0)
                .utf8("")
                .end()
                .begin(ROSPEC)
                .u32(ReaderProfile.ROSPEC_ID)
                .u8(0)
                .u8(1)
                .end()
                .toFrame(LlrpMessageType.GET_ROSPECS_RESPONSE, messageId);
    }

    private static int plainBytes() {
        return ReaderCommands.addRoSpec(ReaderProfile.basic(), ReaderCapabilities.unknown(), 1)
                .body()
                .length;
    }

    private ReaderLink link(ScriptedReader reader) {
        ReaderProfile dense = new ReaderProfile(
                List.of(),
                Map.of(),
                OptionalInt.of(1),
                OptionalInt.of(128),
                OptionalInt.empty(),
                OptionalInt.empty(),
                1,
                Duration.ZERO,
                false,
                Duration.ofMillis(200),
                Set.of(),
                Optional.empty(),
                Optional.empty());
        Duration patience = Duration.ofMillis(300);
        LinkSettings settings = LinkSettings.of(
                        "depot-7/dock-3", new ReaderAddress.Dial("127.0.0.1", reader.port()), dense)
                .withTimeouts(patience, patience, patience)
                .withPauses(Duration.ofMillis(20), Duration.ofMillis(80), Duration.ofMillis(60), Duration.ofSeconds(5));
        ReaderLink link = new ReaderLink(settings, heard);
        link.start();
        return link;
    }
}
