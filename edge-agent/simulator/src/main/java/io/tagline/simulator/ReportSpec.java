package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;
import io.tagline.llrp.LlrpWriter;
import io.tagline.simulator.ImpinjExtensions.VendorContent;

/**
 * When a report goes out and what is in it (LLRP 1.0.1, ROReportSpec).
 *
 * @param trigger what sends a report
 * @param tags tag entries per report; 0: no limit, the end of the spec sends it
 * @param content the fields of each entry
 * @param vendor fields of the maker's own, for clients that enabled them
 */
record ReportSpec(Trigger trigger, int tags, ContentSelector content, VendorContent vendor) {
    static final ReportSpec FACTORY =
            new ReportSpec(Trigger.TAGS_OR_END_OF_ROSPEC, 0, ContentSelector.FACTORY, VendorContent.NONE);

    /** ROReportTriggerType. */
    enum Trigger {
        /** Only when the client asks (GET_REPORT). */
        NONE(0),
        /** After n tags, or when an AISpec ends. */
        TAGS_OR_END_OF_AISPEC(1),
        /** After n tags, or when the ROSpec ends. */
        TAGS_OR_END_OF_ROSPEC(2);

        private final int code;

        Trigger(int code) {
            this.code = code;
        }

        static Trigger of(int code) throws RefusedException {
            for (Trigger each : values()) {
                if (each.code == code) {
                    return each;
                }
            }
            throw new RefusedException(
                    StatusCode.PARAMETER_ERROR, "ROReportTrigger is " + code + "; expected 0, 1 or 2");
        }
    }

    /** @param spec stands on the ROReportSpec */
    static ReportSpec parse(LlrpParameters spec) throws LlrpBodyException, RefusedException {
        Trigger trigger = Trigger.of(spec.u8(0));
        LlrpParameters inside = spec.inside(3);
        while (inside.next()) {
            if (inside.type() == LlrpParameterType.TAG_REPORT_CONTENT_SELECTOR) {
                VendorContent vendor = ImpinjExtensions.content(spec.inside(3));
                return new ReportSpec(trigger, spec.u16(1), ContentSelector.parse(inside), vendor);
            }
        }
        throw new RefusedException(
                StatusCode.MISSING_PARAMETER, "ROReportSpec has no TagReportContentSelector; expected one");
    }

    /** Whether a report with so many entries goes out now. */
    boolean isFull(int entries) {
        return trigger != Trigger.NONE && tags > 0 && entries >= tags;
    }

    void write(LlrpWriter out) {
        out.begin(LlrpParameterType.RO_REPORT_SPEC).u8(trigger.code).u16(tags);
        out.begin(LlrpParameterType.TAG_REPORT_CONTENT_SELECTOR).u16(content.bits());
        if (content.crc() || content.pc()) {
            out.begin(LlrpParameterType.C1G2_EPC_MEMORY_SELECTOR)
                    .u8((content.crc() ? 0x80 : 0) | (content.pc() ? 0x40 : 0))
                    .end();
        }
        out.end().end();
    }
}
