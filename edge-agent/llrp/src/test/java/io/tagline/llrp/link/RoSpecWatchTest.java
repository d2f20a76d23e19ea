package io.tagline.llrp.link;

import static io.tagline.llrp.LlrpParameterType.LLRP_STATUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpWriter;
import io.tagline.llrp.command.ListedRoSpec;
import io.tagline.llrp.command.ReaderCapabilities;
import io.tagline.llrp.command.ReaderCommands;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.ScriptedReader.Line;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What readers may list, and what the link makes of it. The good cases are in the simulator's AgentLinkTest. */
@Timeout(20)
class RoSpecWatchTest {
    private static final byte OTHER_ID = 9;

    private final Heard heard = new Heard();

    /** What the reader lists when it is asked for the nth time, from 1; empty for no answer at all. */
    private interface Lists {
        Optional<byte[]> at(int question);
    }

    @Test
    void aReaderThatWordsItInItsOwnWayIsLeftAlone() throws Exception {
        try (ScriptedReader reader = reader(question -> Optional.of(listed(List.of(1, 2, 3, 4), ListedRoSpec.ACTIVE)));
                ReaderLink link = link(reader)) {
            awaitQuestions(reader, 4);
            assertThat(link.state()).isEqualTo(LinkState.READING);
            assertThat(link.count(LinkCounter.RESTORED)).isZero();
        }
    }

    @Test
    void aReaderThatListsItAsItWasAddedIsLeftAlone() throws Exception {
        try (ScriptedReader reader = reader(question -> Optional.of(listed(List.of(), ListedRoSpec.DISABLED)));
                ReaderLink link = link(reader)) {
            awaitQuestions(reader, 4);
            assertThat(link.state()).isEqualTo(LinkState.READING);
            assertThat(link.count(LinkCounter.RESTORED)).isZero();
        }
    }

    @Test
    void aReaderThatListsNoMoreIsAskedNoMore() throws Exception {
        try (ScriptedReader reader = reader(question ->
                        question == 1 ? Optional.of(listed(List.of(), ListedRoSpec.ACTIVE)) : Optional.empty());
                ReaderLink link = link(reader)) {
            awaitQuestions(reader, 2);
            await().during(Duration.ofMillis(400)) // four looks
                    .until(() -> questions(reader) == 2 && link.state() == LinkState.READING);
        }
    }

    @Test
    void aReaderThatDoesNotKeepWhatItTookSaysSoInTheState() throws Exception {
        byte[] other = listed(List.of(), ListedRoSpec.ACTIVE);
        other[7] = OTHER_ID;
        try (ScriptedReader reader = reader(question -> Optional.of(other));
                ReaderLink link = link(reader)) {
            await().until(() -> heard.states.contains(LinkState.REFUSED));
            assertThat(link.count(LinkCounter.CONNECTIONS)).isPositive();
            assertThat(heard.details)
                    .anyMatch(detail -> detail.startsWith(
                            "[depot-7/dock-3] the reader takes our ROSpec but does not keep it; it lists ROSpec 9"
                                    + " (active"));
        }
    }

    @Test
    void whatCannotBeRestoredIsAState() throws Exception {
        try (ScriptedReader reader = reader(
                        question -> Optional.of(question == 1 ? listed(List.of(), ListedRoSpec.ACTIVE) : new byte[0]));
                ReaderLink link = link(reader)) {
            await().until(() -> heard.states.contains(LinkState.REFUSED));
            assertThat(link.count(LinkCounter.RESTORED)).isEqualTo(1);
            assertThat(heard.details)
                    .contains("[depot-7/dock-3] the ROSpec could not be restored: the ROSpec is gone; the reader lists"
                            + " []");
        }
    }

    private static ScriptedReader reader(Lists lists) throws Exception {
        return new ScriptedReader(line -> {
            line.greet();
            int questions = 0;
            while (true) {
                LlrpFrame command = line.command();
                if (command.type() == LlrpMessageType.GET_ROSPECS) {
                    answer(line, command, lists.at(++questions));
                } else {
                    line.ok(command);
                }
            }
        });
    }

    private static void answer(Line line, LlrpFrame question, Optional<byte[]> roSpecs) throws Exception {
        if (roSpecs.isPresent()) {
            line.send(new LlrpWriter(64)
                    .begin(LLRP_STATUS)
                    .u16(0)
                    .utf8("")
                    .end()
                    .bytes(roSpecs.get())
                    .toFrame(LlrpMessageType.GET_ROSPECS_RESPONSE, question.messageId()));
        }
    }

    /** Our own ROSpec on these antennas, in this state. */
    private static byte[] listed(List<Integer> antennas, int state) {
        byte[] spec = ReaderCommands.addRoSpec(
                        ReaderProfile.basic().withAntennas(antennas), ReaderCapabilities.unknown(), 1)
                .body();
        spec[9] = (byte) state; // behind the parameter's head, the ID and the priority
        return spec;
    }

    private static long questions(ScriptedReader reader) {
        return Collections.frequency(reader.commands, LlrpMessageType.GET_ROSPECS);
    }

    private static void awaitQuestions(ScriptedReader reader, int count) {
        await().until(() -> questions(reader) >= count);
    }

    private ReaderLink link(ScriptedReader reader) {
        Duration patience = Duration.ofSeconds(1);
        ReaderLink link = new ReaderLink(
                LinkSettings.of(
                                "depot-7/dock-3",
                                new ReaderAddress.Dial("127.0.0.1", reader.port()),
                                ReaderProfile.basic())
                        .withTimeouts(patience, patience, patience)
                        .withCheckPeriod(Duration.ofMillis(100))
                        .withPauses(patience, patience, patience, patience),
                heard);
        link.start();
        return link;
    }
}
