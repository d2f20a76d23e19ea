package io.tagline.llrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.llrp.Captures.Captured;
import io.tagline.llrp.ReaderEvent.AiSpecEnded;
import io.tagline.llrp.ReaderEvent.AntennaChanged;
import io.tagline.llrp.ReaderEvent.BufferFilling;
import io.tagline.llrp.ReaderEvent.BufferOverflowed;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.ReaderEvent.ConnectionClosed;
import io.tagline.llrp.ReaderEvent.Hopped;
import io.tagline.llrp.ReaderEvent.InputChanged;
import io.tagline.llrp.ReaderEvent.ReaderFault;
import io.tagline.llrp.ReaderEvent.RfSurveyChanged;
import io.tagline.llrp.ReaderEvent.RoSpecChanged;
import io.tagline.llrp.ReaderEvent.VendorEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our codec against frames of real readers and what three other decoders read from them. */
class CaptureConformanceTest {
    private static final List<String> ATTEMPT = List.of(
            "Success",
            "Failed_A_Reader_Initiated_Connection_Already_Exists",
            "Failed_A_Client_Initiated_Connection_Already_Exists",
            "Failed_Reason_Other_Than_A_Connection_Already_Exists",
            "Another_Connection_Attempted");
    private static final List<String> ROSPEC = List.of("Start_Of_ROSpec", "End_Of_ROSpec", "Preemption_Of_ROSpec");

    @Test
    void everyCapturedHeaderIsRead() throws Exception {
        List<Captured> all = Captures.all();
        assertThat(all).hasSizeGreaterThan(1700);
        for (Captured captured : all) {
            assertThat(captured.frame().type())
                    .as(captured.name())
                    .isEqualTo(number(captured.expected(), "messageType"));
            assertThat(Integer.toUnsignedLong(captured.frame().messageId()))
                    .as(captured.name())
                    .isEqualTo(captured.expected().get("messageId"));
            assertThat(captured.frame().toBytes().length)
                    .as(captured.name())
                    .isEqualTo(number(captured.expected(), "length"));
        }
    }

    @Test
    void everyCapturedTagHasItsExpectedFields() throws Exception {
        int tags = 0;
        TagReportCursor report = new TagReportCursor();
        for (Captured captured : Captures.all()) {
            if (captured.frame().type() != LlrpMessageType.RO_ACCESS_REPORT) {
                continue;
            }
            report.over(captured.frame());
            for (Map<String, Object> expected : Json.objects(captured.expected(), "tags")) {
                assertThat(report.next()).as(captured.name()).isTrue();
                Map<String, Object> wanted = new LinkedHashMap<>(expected);
                wanted.remove("custom");
                wanted.remove("opResults");
                assertThat(fields(report)).as(captured.name()).containsExactlyInAnyOrderEntriesOf(wanted);
                assertResults(captured, report.accessResults(), Json.objects(expected, "opResults"));
                tags++;
            }
            assertThat(report.next()).as(captured.name()).isFalse();
            assertThat(report.problem()).as(captured.name()).isEmpty();
            assertThat(report.unknownParameters()).as(captured.name()).isZero();
        }
        assertThat(tags).isEqualTo(513);
    }

    @Test
    void everyCapturedReaderEventHasItsExpectedFields() throws Exception {
        int events = 0;
        for (Captured captured : Captures.all()) {
            if (captured.frame().type() != LlrpMessageType.READER_EVENT_NOTIFICATION) {
                continue;
            }
            ReaderNotification notification = ReaderNotification.decode(captured.frame());
            assertThat(fields(notification)).as(captured.name()).isEqualTo(flat(captured.expected()));
            assertThat(ReaderNotification.decode(notification.encode(7)).time()).isEqualTo(notification.time());
            events += notification.events().size();
        }
        assertThat(events).isGreaterThan(2000);
    }

    /** What is left out is the parameter detail of faults and the singulation counts, which nobody here uses. */
    private static Map<String, Object> fields(ReaderNotification notification) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", notification.time());
        List<String> vendors = new ArrayList<>();
        for (ReaderEvent event : notification.events()) {
            if (event instanceof VendorEvent vendor) {
                vendors.add(vendor.vendor() + "/" + vendor.subtype() + "/" + vendor.dataHex());
            } else {
                fields.put(event.getClass().getSimpleName(), event);
            }
        }
        fields.put("vendors", vendors);
        return fields;
    }

    @SuppressWarnings("unchecked") // one vendor event is an object, several are a list of them
    private static Map<String, Object> flat(Map<String, Object> frame) {
        Map<String, Object> data = Json.object(Json.object(frame, "body"), "ReaderEventNotificationData");
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> vendors = new ArrayList<>();
        data.forEach((name, value) -> {
            Map<String, Object> of = value instanceof Map ? (Map<String, Object>) value : Map.of();
            switch (name) {
                case "UTCTimestamp" ->
                    fields.put("time", ReaderTime.utc(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse((String)
                            of.get("Microseconds")))));
                case "Uptime" -> fields.put("time", ReaderTime.uptime(number(of, "Microseconds")));
                case "HoppingEvent" ->
                    put(fields, new Hopped((int) number(of, "HopTableID"), (int) number(of, "NextChannelIndex")));
                case "GPIEvent" ->
                    put(fields, new InputChanged((int) number(of, "GPIPortNumber"), number(of, "GPIEvent") == 1));
                case "ROSpecEvent" ->
                    put(
                            fields,
                            new RoSpecChanged(
                                    ROSPEC.indexOf(of.get("EventType")),
                                    number(of, "ROSpecID"),
                                    number(of, "PreemptingROSpecID")));
                case "ReportBufferLevelWarningEvent" ->
                    put(fields, new BufferFilling((int) number(of, "ReportBufferPercentageFull")));
                case "ReportBufferOverflowErrorEvent" -> put(fields, new BufferOverflowed());
                case "ReaderExceptionEvent" ->
                    put(
                            fields,
                            new ReaderFault(
                                    text(of, "Message"),
                                    of.containsKey("AntennaID")
                                            ? (int) number(Json.object(of, "AntennaID"), "AntennaID")
                                            : 0));
                case "RFSurveyEvent" ->
                    put(
                            fields,
                            new RfSurveyChanged(
                                    "Start_Of_RFSurvey".equals(of.get("EventType")) ? 0 : 1,
                                    number(of, "ROSpecID"),
                                    (int) number(of, "SpecIndex")));
                case "AISpecEvent" ->
                    put(fields, new AiSpecEnded(number(of, "ROSpecID"), (int) number(of, "SpecIndex")));
                case "AntennaEvent" ->
                    put(
                            fields,
                            new AntennaChanged(
                                    (int) number(of, "AntennaID"), "Antenna_Connected".equals(of.get("EventType"))));
                case "ConnectionAttemptEvent" -> put(fields, new ConnectionAttempt(ATTEMPT.indexOf(of.get("Status"))));
                case "ConnectionCloseEvent" -> put(fields, new ConnectionClosed());
                case "Custom" -> {
                    for (Object each : value instanceof List ? (List<Object>) value : List.of(value)) {
                        Map<String, Object> custom = (Map<String, Object>) each;
                        vendors.add(custom.get("VendorIdentifier") + "/" + custom.get("ParameterSubtype") + "/"
                                + custom.get("Data"));
                    }
                }
                default -> throw new AssertionError("unexpected " + name);
            }
        });
        fields.put("vendors", vendors);
        return fields;
    }

    private static void put(Map<String, Object> fields, ReaderEvent event) {
        fields.put(event.getClass().getSimpleName(), event);
    }

    private static Map<String, Object> fields(TagReportCursor tag) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("epc", tag.epcHex());
        fields.put("epcBits", (long) tag.epcBits());
        for (TagField field : TagField.values()) {
            if (!tag.has(field)) {
                continue;
            }
            switch (field) {
                case ROSPEC_ID -> fields.put("roSpecId", tag.roSpecId());
                case SPEC_INDEX -> fields.put("specIndex", (long) tag.specIndex());
                case INVENTORY_PARAMETER_SPEC_ID ->
                    fields.put("inventoryParameterSpecId", (long) tag.inventoryParameterSpecId());
                case ANTENNA -> fields.put("antenna", (long) tag.antenna());
                case PEAK_RSSI -> fields.put("peakRssi", (long) tag.peakRssiDbm());
                case CHANNEL_INDEX -> fields.put("channelIndex", (long) tag.channelIndex());
                case FIRST_SEEN_UTC -> fields.put("firstSeenUtcMicros", tag.firstSeenUtcMicros());
                case FIRST_SEEN_UPTIME -> fields.put("firstSeenUptimeMicros", tag.firstSeenUptimeMicros());
                case LAST_SEEN_UTC -> fields.put("lastSeenUtcMicros", tag.lastSeenUtcMicros());
                case LAST_SEEN_UPTIME -> fields.put("lastSeenUptimeMicros", tag.lastSeenUptimeMicros());
                case TAG_SEEN_COUNT -> fields.put("tagSeenCount", (long) tag.tagSeenCount());
                case C1G2_PC -> fields.put("c1g2Pc", (long) tag.c1g2Pc());
                case C1G2_CRC -> fields.put("c1g2Crc", (long) tag.c1g2Crc());
                case ACCESS_SPEC_ID -> fields.put("accessSpecId", tag.accessSpecId());
                default -> fields.put(field.name(), "not expected in a capture");
            }
        }
        return fields;
    }

    private static void assertResults(
            Captured captured, List<TagAccessResult> actual, List<Map<String, Object>> expected) {
        assertThat(actual).as(captured.name()).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            Map<String, Object> wanted = expected.get(i);
            if (wanted.containsKey("raw")) {
                // the independent script left C1G2BlockWriteOpSpecResult in bytes: result, operation, words
                String raw = String.format(
                        "%02x%04x%04x",
                        actual.get(i).result(),
                        actual.get(i).opSpecId(),
                        actual.get(i).wordsWritten());
                assertThat(raw).as(captured.name()).isEqualTo(wanted.get("raw"));
            } else {
                assertThat(actual.get(i))
                        .as(captured.name())
                        .isEqualTo(new TagAccessResult(
                                349,
                                (int) number(wanted, "result"),
                                (int) number(wanted, "opSpecId"),
                                0,
                                text(wanted, "readData")));
            }
        }
    }

    private static String text(Map<String, Object> object, String key) {
        return String.valueOf(object.get(key));
    }

    private static long number(Map<String, Object> object, String key) {
        return Long.parseLong(String.valueOf(object.get(key)));
    }

    @Test
    void aNotificationWithoutDataIsRefused() {
        LlrpFrame empty = LlrpFrame.of(LlrpMessageType.READER_EVENT_NOTIFICATION, 1);
        assertThatThrownBy(() -> ReaderNotification.decode(empty))
                .isInstanceOf(LlrpBodyException.class)
                .hasMessage("READER_EVENT_NOTIFICATION holds no ReaderEventNotificationData");
    }
}
