package io.tagline.simulator;

import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpWriter;

/** How a response begins: LLRPStatus (LLRP 1.0.1). */
final class Status {
    private static final int EXPECTED_BYTES = 256;

    private Status() {}

    /** The command went well; what else the response holds is written next. */
    static LlrpWriter success() {
        return new LlrpWriter(EXPECTED_BYTES)
                .begin(LlrpParameterType.LLRP_STATUS)
                .u16(StatusCode.SUCCESS.code())
                .utf8("")
                .end();
    }

    /** The command was refused, with the words for the operator. */
    static LlrpWriter refused(RefusedException why) {
        LlrpWriter out = new LlrpWriter(EXPECTED_BYTES)
                .begin(LlrpParameterType.LLRP_STATUS)
                .u16(why.status().code())
                .utf8(why.words());
        if (why.status() == StatusCode.FIELD_ERROR) {
            out.begin(LlrpParameterType.FIELD_ERROR)
                    .u16(0)
                    .u16(StatusCode.INVALID.code())
                    .end();
        }
        return out.end();
    }
}
