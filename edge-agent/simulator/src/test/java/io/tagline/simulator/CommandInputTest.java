package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.TagReportCursor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandInputTest {
    private static final String PARCEL = "3114F4E4E43B9ACA01000000";
    private static final Scenario DOOR = Scenario.of(Door.of("door-1", 1, 2));

    @Test
    void parcelWalksWhenItIsToldAndAWrongLineStopsNothing() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = BareClient.greetedBy(reader)) {
            activate(client);
            reader.play(DOOR);
            tell(reader, "at 0s epc XYZ walk door-1 in", "", "at 0s epc " + PARCEL + " walk door-1 out over 2s");
            TagReportCursor tag = new TagReportCursor().over(client.next(LlrpMessageType.RO_ACCESS_REPORT));
            assertThat(tag.next()).isTrue();
            assertThat(tag.epcHex()).isEqualToIgnoringCase(PARCEL);
        }
    }

    @Test
    void clockIsSetWhileItRuns() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = BareClient.greetedBy(reader)) {
            activate(client);
            tell(reader, "clock +60m");
            assertThat(reader.read(PARCEL, 1, -50)).isTrue();
            TagReportCursor tag = new TagReportCursor().over(client.next(LlrpMessageType.RO_ACCESS_REPORT));
            assertThat(tag.next()).isTrue();
            assertThat(tag.firstSeenUtcMicros())
                    .isGreaterThan(Instant.now().plus(Duration.ofMinutes(59)).toEpochMilli() * 1_000);
        }
    }

    @Test
    void wrongLineSaysWhatWasExpected() {
        List<Door> doors = DOOR.doors();
        assertThatThrownBy(() -> ScenarioScript.walks(doors, "at 0s epc " + PARCEL + " walk door-9 in"))
                .hasMessage("door \"door-9\" is unknown; lines above name [door-1]");
        assertThatThrownBy(() -> ScenarioScript.walks(doors, "at 0s gpi 1 high"))
                .hasMessage("\"gpi\"; expected epc");
    }

    private static void tell(SimulatedReader reader, String... lines) {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        new CommandInput(reader, DOOR, new ByteArrayInputStream(text)).run();
    }

    private static void activate(BareClient client) throws Exception {
        client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
        client.answer(CommandBytes.addRoSpec(7));
        client.answer(CommandBytes.enable(7));
        client.answer(CommandBytes.start(7));
    }
}
