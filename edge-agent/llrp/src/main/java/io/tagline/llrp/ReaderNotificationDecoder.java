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
import java.util.ArrayList;
import java.util.List;

/** Reads one notification's parameters, in whatever order they come. */
final class ReaderNotificationDecoder {
    private final List<ReaderEvent> events = new ArrayList<>(1);
    private ReaderTime time = ReaderTime.NONE;
    private int unknownParameters;

    ReaderNotification decode(LlrpParameters body) throws LlrpBodyException {
        boolean found = false;
        while (body.next()) {
            if (body.type() == READER_EVENT_NOTIFICATION_DATA) {
                found = true;
                readData(body.inside(0));
            } else {
                unknownParameters++;
            }
        }
        if (!found) {
            throw new LlrpBodyException("READER_EVENT_NOTIFICATION holds no ReaderEventNotificationData");
        }
        return new ReaderNotification(time, events, unknownParameters);
    }

    private void readData(LlrpParameters data) throws LlrpBodyException {
        while (data.next()) {
            switch (data.type()) {
                case UTC_TIMESTAMP -> time = ReaderTime.utc(data.u64(0));
                case UPTIME -> time = ReaderTime.uptime(data.u64(0));
                case HOPPING_EVENT -> events.add(new Hopped(data.u16(0), data.u16(2)));
                case GPI_EVENT -> events.add(new InputChanged(data.u16(0), (data.u8(2) & 0x80) != 0));
                case ROSPEC_EVENT -> events.add(new RoSpecChanged(data.u8(0), data.u32(1), data.u32(5)));
                case REPORT_BUFFER_LEVEL_WARNING_EVENT -> events.add(new BufferFilling(data.u8(0)));
                case REPORT_BUFFER_OVERFLOW_ERROR_EVENT -> events.add(new BufferOverflowed());
                case READER_EXCEPTION_EVENT -> events.add(fault(data));
                case RF_SURVEY_EVENT -> events.add(new RfSurveyChanged(data.u8(0), data.u32(1), data.u16(5)));
                case AI_SPEC_EVENT -> events.add(new AiSpecEnded(data.u32(1), data.u16(5)));
                case ANTENNA_EVENT -> events.add(new AntennaChanged(data.u16(1), data.u8(0) != 0));
                case CONNECTION_ATTEMPT_EVENT -> events.add(new ConnectionAttempt(data.u16(0)));
                case CONNECTION_CLOSE_EVENT -> events.add(new ConnectionClosed());
                case CUSTOM -> events.add(new VendorEvent(data.u32(0), data.u32(4), data.hex(8)));
                default -> unknownParameters++;
            }
        }
    }

    private static ReaderFault fault(LlrpParameters event) throws LlrpBodyException {
        LlrpParameters details = event.inside(2 + event.u16(0));
        int antenna = 0;
        while (details.next()) {
            if (details.type() == ANTENNA_ID) {
                antenna = details.u16(0);
            }
        }
        return new ReaderFault(event.utf8(0), antenna);
    }
}
