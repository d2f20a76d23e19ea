package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;
import io.tagline.llrp.ReaderEvent.RoSpecChanged;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoSpecLifeCycleTest {
    private SimulatedReader reader;
    private BareClient client;

    @BeforeEach
    void connect() throws Exception {
        reader = SimulatedReader.start(ReaderOptions.defaults());
        client = BareClient.greetedBy(reader);
    }

    @AfterEach
    void switchOff() throws Exception {
        client.close();
        reader.close();
    }

    @Test
    void roSpecGoesFromDisabledThroughInactiveToActiveAndBack() throws Exception {
        assertThat(client.answer(CommandBytes.addRoSpec(7))).isEqualTo("30: 0");
        assertThat(state()).isEqualTo(0);
        assertThat(client.answer(CommandBytes.enable(7))).isEqualTo("34: 0");
        assertThat(state()).isEqualTo(1);
        assertThat(client.answer(CommandBytes.start(7))).isEqualTo("32: 0");
        assertThat(state()).isEqualTo(2);
        assertThat(client.answer(CommandBytes.stop(7))).isEqualTo("33: 0");
        assertThat(state()).isEqualTo(1);
        assertThat(client.answer(CommandBytes.disable(7))).isEqualTo("35: 0");
        assertThat(state()).isEqualTo(0);
        assertThat(client.answer(CommandBytes.delete(7))).isEqualTo("31: 0");
        assertThat(client.answer(CommandBytes.GET_ROSPECS)).isEqualTo("36: 0");
    }

    @Test
    void wrongStateIsRefusedWithItsName() throws Exception {
        client.answer(CommandBytes.addRoSpec(7));
        assertThat(client.answer(CommandBytes.start(7)))
                .isEqualTo("32: 101 ROSpec 7 is disabled; START_ROSPEC expects it inactive");
        assertThat(client.answer(CommandBytes.stop(7)))
                .isEqualTo("33: 101 ROSpec 7 is disabled; STOP_ROSPEC expects it active");
        client.answer(CommandBytes.enable(7));
        client.answer(CommandBytes.start(7));
        assertThat(client.answer(CommandBytes.start(7)))
                .isEqualTo("32: 101 ROSpec 7 is active; START_ROSPEC expects it inactive");
    }

    @Test
    void unknownRoSpecIsRefusedWithTheOnesThatThereAre() throws Exception {
        client.answer(CommandBytes.addRoSpec(7));
        assertThat(client.answer(CommandBytes.enable(8))).isEqualTo("34: 101 ROSpec 8 is unknown; this reader has [7]");
        assertThat(client.answer(CommandBytes.delete(8))).isEqualTo("31: 101 ROSpec 8 is unknown; this reader has [7]");
    }

    @Test
    void secondRoSpecIsOneTooManyAndTheSameOneCannotBeAddedTwice() throws Exception {
        client.answer(CommandBytes.addRoSpec(7));
        assertThat(client.answer(CommandBytes.addRoSpec(8)))
                .isEqualTo("30: 105 ROSpec 8 is one too many: this reader holds 1 (MaxNumROSpecs) and has [7]");
        assertThat(client.answer(CommandBytes.addRoSpec(7)))
                .isEqualTo("30: 101 ROSpec 7 is there already; delete it first");
    }

    @Test
    void deletingAllIsFineWithNoneThere() throws Exception {
        assertThat(client.answer(CommandBytes.delete(0))).isEqualTo("31: 0");
        assertThat(client.answer(CommandBytes.deleteAccessSpec(0))).isEqualTo("51: 0");
        assertThat(client.answer(CommandBytes.deleteAccessSpec(3)))
                .isEqualTo("51: 101 AccessSpec 3 is unknown; this reader has none");
        assertThat(client.answer(CommandBytes.GET_ACCESSSPECS)).isEqualTo("54: 0");
    }

    @Test
    void roSpecThatCannotWorkHereIsRefused() throws Exception {
        assertThat(client.answer(CommandBytes.addRoSpec(0))).isEqualTo("30: 101 ROSpecID is 0; expected 1 or more");
        assertThat(client.answer(CommandBytes.addRoSpec(7, "09", "00 00000000", 1, "ffc0")))
                .isEqualTo("30: 100 ROSpecStartTriggerType is 9; expected 0 to 3");
        assertThat(client.answer("0414 0000000a 00000001")).isEqualTo("30: 103 ADD_ROSPEC has no ROSpec; expected one");
        String antennaNine = CommandBytes.addRoSpec(7).replace("0002 0001 0002", "0002 0001 0009");
        assertThat(client.answer(antennaNine)).isEqualTo("30: 101 AISpec names antenna 9; this reader has 1 to 4");
    }

    @Test
    void immediateRoSpecStartsWhenEnabledAndItsDurationEndsIt() throws Exception {
        client.answer(CommandBytes.setConfig(0, false));
        client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
        // start trigger 1: immediate; stop trigger 1: after 100 ms
        client.answer(CommandBytes.addRoSpec(7, "01", "01 00000064", 1, "ffc0"));
        client.send(CommandBytes.enable(7));
        assertThat(client.event()).isEqualTo(new RoSpecChanged(RoSpecChanged.STARTED, 7, 0));
        assertThat(client.event()).isEqualTo(new RoSpecChanged(RoSpecChanged.ENDED, 7, 0));
        assertThat(client.event()).isEqualTo(new RoSpecChanged(RoSpecChanged.STARTED, 7, 0));
    }

    @Test
    void getRoSpecsRepeatsWhatWasAdded() throws Exception {
        String added = CommandBytes.addRoSpec(7).replace(" ", "");
        client.answer(added);
        LlrpParameters parameters = roSpecs();
        assertThat(HexFormat.of().formatHex(parameters.whole())).isEqualTo(added.substring(20));
    }

    private int state() throws Exception {
        return roSpecs().u8(5);
    }

    /** Stands on the only ROSpec. */
    private LlrpParameters roSpecs() throws Exception {
        client.send(CommandBytes.GET_ROSPECS);
        LlrpFrame response = client.next(LlrpMessageType.GET_ROSPECS_RESPONSE);
        LlrpParameters parameters = response.parameters(0);
        assertThat(parameters.next()).isTrue();
        assertThat(parameters.next()).isTrue();
        assertThat(parameters.type()).isEqualTo(LlrpParameterType.ROSPEC);
        return parameters;
    }
}
