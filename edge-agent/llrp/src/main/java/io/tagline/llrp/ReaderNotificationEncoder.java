package io.tagline.llrp;

import static io.tagline.llrp.LlrpParameterType.*;

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
import java.util.HexFormat;

/** Writes a notification as a reader would: the simulator's half of {@link ReaderNotificationDecoder}. */
final class ReaderNotificationEncoder {
    private ReaderNotificationEncoder() {}

    static LlrpFrame encode(ReaderNotification notification, int messageId) {
        LlrpWriter out = new LlrpWriter(64).begin(READER_EVENT_NOTIFICATION_DATA);
        ReaderTime time = notification.time();
        switch (time.kind()) {
            case UTC -> out.begin(UTC_TIMESTAMP).u64(time.micros()).end();
            case UPTIME -> out.begin(UPTIME).u64(time.micros()).end();
            case NONE -> {}
        }
        for (ReaderEvent event : notification.events()) {
            write(out, event);
        }
        return out.end().toFrame(LlrpMessageType.READER_EVENT_NOTIFICATION, messageId);
    }

    private static void write(LlrpWriter out, ReaderEvent event) {
        if (event instanceof Hopped hop) {
            out.begin(HOPPING_EVENT)
                    .u16(hop.hopTableId())
                    .u16(hop.channelIndex())
                    .end();
        } else if (event instanceof InputChanged input) {
            out.begin(GPI_EVENT).u16(input.port()).u8(input.high() ? 0x80 : 0).end();
        } else if (event instanceof RoSpecChanged roSpec) {
            out.begin(ROSPEC_EVENT)
                    .u8(roSpec.change())
                    .u32(roSpec.roSpecId())
                    .u32(roSpec.preemptedBy())
                    .end();
        } else if (event instanceof BufferFilling buffer) {
            out.begin(REPORT_BUFFER_LEVEL_WARNING_EVENT).u8(buffer.percent()).end();
        } else if (event instanceof BufferOverflowed) {
            out.begin(REPORT_BUFFER_OVERFLOW_ERROR_EVENT).end();
        } else if (event instanceof ReaderFault fault) {
            out.begin(READER_EXCEPTION_EVENT).utf8(fault.message());
            if (fault.antenna() != 0) {
                out.tv(ANTENNA_ID).u16(fault.antenna());
            }
            out.end();
        } else if (event instanceof RfSurveyChanged survey) {
            out.begin(RF_SURVEY_EVENT)
                    .u8(survey.change())
                    .u32(survey.roSpecId())
                    .u16(survey.specIndex())
                    .end();
        } else if (event instanceof AiSpecEnded aiSpec) {
            out.begin(AI_SPEC_EVENT)
                    .u8(0)
                    .u32(aiSpec.roSpecId())
                    .u16(aiSpec.specIndex())
                    .end();
        } else if (event instanceof AntennaChanged antenna) {
            out.begin(ANTENNA_EVENT)
                    .u8(antenna.connected() ? 1 : 0)
                    .u16(antenna.antenna())
                    .end();
        } else if (event instanceof ConnectionAttempt attempt) {
            out.begin(CONNECTION_ATTEMPT_EVENT).u16(attempt.status()).end();
        } else if (event instanceof ConnectionClosed) {
            out.begin(CONNECTION_CLOSE_EVENT).end();
        } else if (event instanceof VendorEvent vendor) {
            out.begin(CUSTOM)
                    .u32(vendor.vendor())
                    .u32(vendor.subtype())
                    .bytes(HexFormat.of().parseHex(vendor.dataHex()))
                    .end();
        }
    }
}
