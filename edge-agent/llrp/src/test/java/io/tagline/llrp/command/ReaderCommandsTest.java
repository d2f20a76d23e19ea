package io.tagline.llrp.command;

import static io.tagline.llrp.LlrpParameterType.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameters;
import io.tagline.llrp.command.ReaderCapabilities.PowerLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReaderCommandsTest {
    private static final ReaderCapabilities IMPINJ =
            new ReaderCapabilities(4, true, 25882, 2001002, "5.14", 4, 4, true, List.of(new PowerLevel(81, 3000)));

    @Test
    void theBasicRoSpecAsksForNothingOptional() {
        LlrpFrame frame = ReaderCommands.addRoSpec(ReaderProfile.basic(), IMPINJ, 7);
        assertThat(HexFormat.of().formatHex(frame.toBytes()))
                .isEqualTo("0414" + "0000004b" + "00000007" // ADD_ROSPEC of LLRP 1.0.1, 75 bytes, message 7
                        + "00b1" + "0041" + "00000001" + "00" + "00" // ROSpec 1, priority 0, disabled
                        + "00b2" + "0012" // ROBoundarySpec
                        + "00b3" + "0005" + "00" // starts on START_ROSPEC only
                        + "00b6" + "0009" + "00" + "00000000" // and never stops
                        + "00b7" + "0018" + "0001" + "0000" // AISpec on all antennas
                        + "00b8" + "0009" + "00" + "00000000" // never stops
                        + "00ba" + "0007" + "0001" + "01" // InventoryParameterSpec 1, Gen2
                        + "00ed" + "000d" + "02" + "0001" // a report for every tag
                        + "00ee" + "0006" + "1f80"); // antenna, channel, RSSI, first, last, count
    }

    @Test
    void anInputStartsReadingAndItsReleaseEndsIt() {
        GpiTrigger eye = new GpiTrigger(2, true, Duration.ofSeconds(10), true);
        assertThat(boundary(eye))
                .isEqualTo("00b2" + "0028" // ROBoundarySpec
                        + "00b3" + "0010" + "03" // starts on GPITriggerValue
                        + "00b5" + "000b" + "0002" + "80" + "00000000" // input 2, when it becomes high
                        + "00b6" + "0014" + "02" + "00000000" // stops on GPITriggerValue
                        + "00b5" + "000b" + "0002" + "00" + "00002710"); // when it becomes low, or after 10,000 ms
    }

    @Test
    void behindAnEyeReadingGoesOnForItsTime() {
        GpiTrigger eye = new GpiTrigger(1, false, Duration.ofSeconds(2), false);
        assertThat(boundary(eye))
                .isEqualTo("00b2" + "001d" + "00b3" + "0010" + "03" + "00b5" + "000b" + "0001" + "00" + "00000000"
                        + "00b6" + "0009" + "01" + "000007d0"); // stops after 2,000 ms
    }

    @Test
    void aPeriodOfReportsWouldEndWhatOnlyTheInputStarts() {
        ReaderProfile gathering = full();
        GpiTrigger eye = new GpiTrigger(1, true, GpiTrigger.DEFAULT_TIMEOUT, true);
        assertThatThrownBy(() -> gathering.withTrigger(eye))
                .hasMessage("report period is given together with a trigger; expected one of them");
        assertThatThrownBy(() -> new GpiTrigger(0, true, Duration.ZERO, true))
                .hasMessage("trigger input is 0; expected 1 to 65535; trigger timeout in ms is 0; expected 100 to"
                        + " 3600000");
    }

    private static String boundary(GpiTrigger trigger) {
        byte[] body = ReaderCommands.addRoSpec(ReaderProfile.basic().withTrigger(trigger), IMPINJ, 1)
                .body();
        int length = body[12] << 8 | body[13]; // behind the ROSpec's own header and fields
        return HexFormat.of().formatHex(body, 10, 10 + length);
    }

    @Test
    void configurationAsksForKeepalivesAndEvents() throws Exception {
        LlrpFrame frame = ReaderCommands.configure(ReaderProfile.basic(), IMPINJ, 1);
        List<Integer> events = new ArrayList<>();
        LlrpParameters parameters = frame.parameters(1);
        while (parameters.next()) {
            switch (parameters.type()) {
                case KEEPALIVE_SPEC -> {
                    assertThat(parameters.u8(0)).isEqualTo(1);
                    assertThat(parameters.u32(1)).isEqualTo(5000);
                }
                case READER_EVENT_NOTIFICATION_SPEC -> {
                    LlrpParameters states = parameters.inside(0);
                    while (states.next()) {
                        assertThat(states.u8(2)).isEqualTo(0x80);
                        events.add(states.u16(0));
                    }
                }
                default -> throw new AssertionError("a basic profile sends no parameter " + parameters.type());
            }
        }
        assertThat(frame.body()[0]).as("never reset to factory default").isZero();
        assertThat(events).as("GPI, ROSpec, buffer, exception, antenna").containsExactly(1, 2, 3, 4, 8);
    }

    @Test
    void aFullProfileIsSentInFull() throws Exception {
        LlrpFrame frame = ReaderCommands.addRoSpec(full(), IMPINJ, 1);
        LlrpParameters roSpec = frame.parameters(0);
        assertThat(roSpec.next()).isTrue();
        LlrpParameters aiSpec = child(roSpec.inside(6), AI_SPEC);
        assertThat(aiSpec.u16(0)).isEqualTo(2);
        assertThat(List.of(aiSpec.u16(2), aiSpec.u16(4))).containsExactly(1, 3);
        assertThat(child(aiSpec.inside(6), AI_SPEC_STOP_TRIGGER).u32(1)).isEqualTo(2000);

        LlrpParameters antenna =
                child(child(aiSpec.inside(6), INVENTORY_PARAMETER_SPEC).inside(3), ANTENNA_CONFIGURATION);
        assertThat(antenna.u16(0)).isEqualTo(1);
        LlrpParameters transmitter = child(antenna.inside(2), RF_TRANSMITTER);
        assertThat(List.of(transmitter.u16(0), transmitter.u16(2), transmitter.u16(4)))
                .as("hop table, channel, level")
                .containsExactly(1, 0, 81);
        LlrpParameters inventory = child(antenna.inside(2), C1G2_INVENTORY_COMMAND);
        assertThat(child(inventory.inside(1), C1G2_RF_CONTROL).u16(0)).isEqualTo(1000);
        LlrpParameters singulation = child(inventory.inside(1), C1G2_SINGULATION_CONTROL);
        assertThat(singulation.u8(0) >> 6).isEqualTo(2);
        assertThat(singulation.u16(1)).isEqualTo(64);
        assertThat(child(inventory.inside(1), CUSTOM).hex(0)).isEqualTo("0000651a" + "00000017" + "0002");

        LlrpParameters report = child(roSpec.inside(6), RO_REPORT_SPEC);
        assertThat(report.u16(1)).isEqualTo(10);
        LlrpParameters content = child(report.inside(3), TAG_REPORT_CONTENT_SELECTOR);
        assertThat(child(content.inside(2), C1G2_EPC_MEMORY_SELECTOR).u8(0)).isEqualTo(0x40);
        assertThat(child(report.inside(3), CUSTOM).hex(0))
                .isEqualTo("0000651a" + "00000032" + "03ff000e0000651a000000340001" + "03ff000e0000651a000000350001");
    }

    @Test
    void vendorsParametersGoToTheirOwnReadersOnly() throws Exception {
        ReaderCapabilities zebra = new ReaderCapabilities(4, true, 161, 1, "3", 2, 2, false, List.of());
        assertThat(full().wantsExtensionsOf(zebra)).isFalse();
        LlrpFrame config = ReaderCommands.configure(full(), zebra, 1);
        assertThat(HexFormat.of()
                        .formatHex(ReaderCommands.addRoSpec(full(), zebra, 1).body()))
                .doesNotContain("0000651a");
        assertThat(HexFormat.of().formatHex(config.body())).doesNotContain("0000651a");
        assertThat(HexFormat.of()
                        .formatHex(ReaderCommands.configure(full(), IMPINJ, 1).body()))
                .endsWith("03ff00100000651a0000002600010003");
    }

    @Test
    void smallCommandsAreWhatTheStandardSays() {
        assertHex(ReaderCommands.getCapabilities(1), "0401" + "0000000b" + "00000001" + "00");
        assertHex(ReaderCommands.deleteAccessSpecs(2), "0429" + "0000000e" + "00000002" + "00000000");
        assertHex(ReaderCommands.deleteRoSpecs(3), "0415" + "0000000e" + "00000003" + "00000000");
        assertHex(ReaderCommands.enableRoSpec(4), "0418" + "0000000e" + "00000004" + "00000001");
        assertHex(ReaderCommands.startRoSpec(5), "0416" + "0000000e" + "00000005" + "00000001");
        assertHex(ReaderCommands.getRoSpecs(6), "041a" + "0000000a" + "00000006");
        assertHex(
                ReaderCommands.enableInputs(List.of(1, 2), 7),
                "0403" + "0000001b" + "00000007" + "00" + "00e1" + "0008" + "0001" + "80" + "02" + "00e1" + "0008"
                        + "0002" + "80" + "02");
        assertHex(ReaderCommands.getInput(2, 7), "0402" + "00000011" + "00000007" + "0000" + "09" + "0002" + "0000");
        assertHex(ReaderCommands.enableEventsAndReports(7), "0440" + "0000000a" + "00000007");
        assertHex(ReaderCommands.keepaliveAck(-1), "0448" + "0000000a" + "ffffffff");
        assertHex(ReaderCommands.closeConnection(8), "040e" + "0000000a" + "00000008");
        assertHex(
                ReaderCommands.setOutputs(Map.of(2, true), 9),
                "0403" + "00000012" + "00000009" + "00" + "00db" + "0007" + "0002" + "80");
        assertHex(
                ReaderCommands.setOutputs(Map.of(3, false, 2, true), 9),
                "0403" + "00000019" + "00000009" + "00" + "00db" + "0007" + "0002" + "80" + "00db" + "0007" + "0003"
                        + "00");
        assertHex(
                ReaderCommands.enableImpinjExtensions(10),
                "07ff" + "00000013" + "0000000a" + "0000651a" + "15" + "00000000");
    }

    @Test
    void aProfileNamesEveryProblemAtOnce() {
        assertThatThrownBy(() -> new ReaderProfile(
                        List.of(0, 2, 2),
                        Map.of(2, 99.0),
                        OptionalInt.of(4),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        0,
                        Duration.ZERO,
                        false,
                        Duration.ofMillis(5),
                        Set.of(),
                        Optional.of(SearchMode.TAG_FOCUS),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("antenna is 0; expected 1 to 65535; antennas are [0, 2, 2]; expected each once; transmit"
                        + " power of antenna 2 is 99.0 dBm; expected -20 to 40; session is 4; expected 0 to 3; report"
                        + " every tags is 0; expected 1 to 65535; search mode is tag-focus without session 1; expected session"
                        + " 1, the only one that it has; keepalive in ms is 5; expected 100 to 3600000");
    }

    private static ReaderProfile full() {
        return new ReaderProfile(
                List.of(1, 3),
                Map.of(0, 30.0),
                OptionalInt.of(2),
                OptionalInt.of(64),
                OptionalInt.of(1000),
                OptionalInt.empty(),
                10,
                Duration.ofSeconds(2),
                true,
                Duration.ofSeconds(5),
                Set.of(VendorExtension.values()),
                Optional.of(SearchMode.DUAL_TARGET),
                Optional.empty());
    }

    private static LlrpParameters child(LlrpParameters parameters, int type) throws Exception {
        while (parameters.next()) {
            if (parameters.type() == type) {
                return parameters;
            }
        }
        throw new AssertionError("no parameter " + type);
    }

    private static void assertHex(LlrpFrame frame, String hex) {
        assertThat(HexFormat.of().formatHex(frame.toBytes()))
                .as(LlrpMessageType.name(frame.type()))
                .isEqualTo(hex);
    }
}
