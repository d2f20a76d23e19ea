package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;
import io.tagline.llrp.LlrpWriter;
import io.tagline.llrp.TagReportCursor;
import java.nio.ByteBuffer;

/** What an Impinj reader understands beyond LLRP, once a client has enabled it. For one connection, guarded by the reader's lock. */
final class ImpinjExtensions {
    static final int PHASE = 56;
    static final int PEAK_RSSI = 57;
    private static final int ENABLE = 21;
    private static final int ENABLED = 22;
    private static final int LINK_MONITOR = 38;
    private static final int REPORT_CONTENT = 50;
    private static final int ENABLE_PHASE = 52;
    private static final int ENABLE_PEAK_RSSI = 53;
    private static final int COMMAND_BYTES = 9;

    private final boolean offered;
    private boolean enabled;
    private int missedAcksBeforeClose;

    ImpinjExtensions(Maker maker) {
        offered = maker == Maker.IMPINJ;
    }

    void reset() {
        enabled = false;
        missedAcksBeforeClose = 0;
    }

    boolean enabled() {
        return enabled;
    }

    /** Keepalives without an answer after which the connection is closed; 0: none. */
    int missedAcksBeforeClose() {
        return missedAcksBeforeClose;
    }

    /** Answers IMPINJ_ENABLE_EXTENSIONS; every other custom message is refused. */
    LlrpFrame answer(LlrpFrame command) throws RefusedException {
        byte[] body = command.body();
        boolean known = offered
                && body.length >= COMMAND_BYTES
                && ByteBuffer.wrap(body).getInt() == TagReportCursor.IMPINJ
                && body[4] == ENABLE;
        if (!known) {
            throw new RefusedException(
                    StatusCode.UNSUPPORTED_MESSAGE, command + " is a custom message that this reader does not know");
        }
        enabled = true;
        return new LlrpWriter(32)
                .u32(TagReportCursor.IMPINJ)
                .u8(ENABLED)
                .bytes(Status.success().toByteArray())
                .toFrame(LlrpMessageType.CUSTOM_MESSAGE, command.messageId());
    }

    /** @param custom stands on a Custom parameter of SET_READER_CONFIG */
    void configure(LlrpParameters custom) throws LlrpBodyException, RefusedException {
        if (!enabled || custom.u32(0) != TagReportCursor.IMPINJ || custom.u32(4) != LINK_MONITOR) {
            throw new RefusedException(
                    StatusCode.UNSUPPORTED_PARAMETER,
                    "Custom parameter " + custom.u32(4) + " of vendor " + custom.u32(0)
                            + (enabled ? " is unknown to this reader" : ": extensions are not enabled"));
        }
        missedAcksBeforeClose = custom.u16(8) == 0 ? 0 : custom.u16(10);
    }

    /** @param report inside a ROReportSpec, behind its own fields */
    static VendorContent content(LlrpParameters report) throws LlrpBodyException {
        boolean phase = false;
        boolean peakRssi = false;
        while (report.next()) {
            if (report.type() == LlrpParameterType.CUSTOM
                    && report.u32(0) == TagReportCursor.IMPINJ
                    && report.u32(4) == REPORT_CONTENT) {
                LlrpParameters wishes = report.inside(8);
                while (wishes.next()) {
                    phase |= wishes.u32(4) == ENABLE_PHASE && wishes.u16(8) == 1;
                    peakRssi |= wishes.u32(4) == ENABLE_PEAK_RSSI && wishes.u16(8) == 1;
                }
            }
        }
        return new VendorContent(phase, peakRssi);
    }

    /** What a report is to carry beyond LLRP. */
    record VendorContent(boolean phase, boolean peakRssi) {
        static final VendorContent NONE = new VendorContent(false, false);
    }
}
