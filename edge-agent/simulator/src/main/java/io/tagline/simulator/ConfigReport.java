package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpWriter;
import java.util.Map;

/** Answers GET_READER_CONFIG (LLRP 1.0.1), in the standard's order of parameters. */
final class ConfigReport {
    /** GetReaderConfigRequestedData. */
    private static final int ALL = 0;

    private static final int IDENTIFICATION = 1;
    private static final int ANTENNA_PROPERTIES = 2;
    private static final int ANTENNA_CONFIGURATION = 3;
    private static final int RO_REPORT_SPEC = 4;
    private static final int EVENT_NOTIFICATION = 5;
    private static final int ACCESS_REPORT_SPEC = 6;
    private static final int STATE_VALUE = 7;
    private static final int KEEPALIVE = 8;
    private static final int GPI_STATE = 9;
    private static final int GPO_DATA = 10;
    private static final int EVENTS_AND_REPORTS = 11;

    /** Of a locally administered MAC address (IEEE 802), widened to EUI-64: it is no real reader's. */
    private static final long READER_ID = 0x0200_00ff_fe00_0001L;

    private ConfigReport() {}

    static LlrpFrame answer(LlrpFrame request, ReaderOptions options, ReaderConfig config)
            throws LlrpBodyException, RefusedException {
        if (request.body().length < 7) {
            throw new LlrpBodyException(
                    "GET_READER_CONFIG has " + request.body().length + " bytes of body; expected at least 7");
        }
        int what = request.body()[2];
        if (what < ALL || what > EVENTS_AND_REPORTS) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR, "RequestedData is " + (what & 0xff) + "; expected 0 to 11");
        }
        LlrpWriter out = Status.success();
        if (asks(what, IDENTIFICATION)) {
            out.begin(ReaderParameterType.IDENTIFICATION)
                    .u8(0)
                    .u16(Long.BYTES)
                    .u64(READER_ID)
                    .end();
        }
        for (int antenna = 1; antenna <= options.antennas(); antenna++) {
            if (asks(what, ANTENNA_PROPERTIES)) {
                out.begin(ReaderParameterType.ANTENNA_PROPERTIES)
                        .u8(flag(config.isConnected(antenna)))
                        .u16(antenna)
                        .u16(0)
                        .end();
            }
        }
        for (int antenna = 1; antenna <= options.antennas(); antenna++) {
            if (asks(what, ANTENNA_CONFIGURATION)) {
                out.begin(LlrpParameterType.ANTENNA_CONFIGURATION).u16(antenna);
                out.begin(ReaderParameterType.RF_RECEIVER).u16(1).end();
                out.begin(LlrpParameterType.RF_TRANSMITTER)
                        .u16(0)
                        .u16(1)
                        .u16(config.transmitPowerIndex(antenna))
                        .end();
                out.end();
            }
        }
        if (asks(what, EVENT_NOTIFICATION)) {
            out.begin(LlrpParameterType.READER_EVENT_NOTIFICATION_SPEC);
            for (int event = 0; event < config.eventTypes(); event++) {
                out.begin(LlrpParameterType.EVENT_NOTIFICATION_STATE)
                        .u16(event)
                        .u8(flag(config.notifies(event)))
                        .end();
            }
            out.end();
        }
        if (asks(what, RO_REPORT_SPEC)) {
            config.report().write(out);
        }
        if (asks(what, ACCESS_REPORT_SPEC)) {
            out.begin(ReaderParameterType.ACCESS_REPORT_SPEC).u8(0).end();
        }
        if (asks(what, STATE_VALUE)) {
            out.begin(ReaderParameterType.LLRP_CONFIGURATION_STATE_VALUE).u32(0).end();
        }
        if (asks(what, KEEPALIVE)) {
            out.begin(LlrpParameterType.KEEPALIVE_SPEC)
                    .u8(config.keepaliveMs() == 0 ? 0 : 1)
                    .u32(config.keepaliveMs())
                    .end();
        }
        if (asks(what, GPI_STATE)) {
            config.gpis().forEach((port, high) -> out.begin(LlrpParameterType.GPI_PORT_CURRENT_STATE)
                    .u16(port)
                    .u8(flag(true))
                    .u8(high ? 1 : 0)
                    .end());
        }
        if (asks(what, GPO_DATA)) {
            for (Map.Entry<Integer, Boolean> gpo : config.gpos().entrySet()) {
                out.begin(LlrpParameterType.GPO_WRITE_DATA)
                        .u16(gpo.getKey())
                        .u8(flag(gpo.getValue()))
                        .end();
            }
        }
        if (asks(what, EVENTS_AND_REPORTS)) {
            out.begin(LlrpParameterType.EVENTS_AND_REPORTS)
                    .u8(flag(config.holds()))
                    .end();
        }
        return out.toFrame(LlrpMessageType.GET_READER_CONFIG_RESPONSE, request.messageId());
    }

    private static boolean asks(int what, int part) {
        return what == ALL || what == part;
    }

    private static int flag(boolean set) {
        return set ? 0x80 : 0;
    }
}
