package io.tagline.simulator;

import static io.tagline.llrp.LlrpParameterType.AI_SPEC;
import static io.tagline.llrp.LlrpParameterType.AI_SPEC_STOP_TRIGGER;
import static io.tagline.llrp.LlrpParameterType.INVENTORY_PARAMETER_SPEC;
import static io.tagline.llrp.LlrpParameterType.ROSPEC;
import static io.tagline.llrp.LlrpParameterType.ROSPEC_START_TRIGGER;
import static io.tagline.llrp.LlrpParameterType.ROSPEC_STOP_TRIGGER;
import static io.tagline.llrp.LlrpParameterType.RO_BOUNDARY_SPEC;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpWriter;

/** A ROSpec as somebody else might add it: antenna 1, whenever it is started, reports as the reader likes. */
final class ForeignRoSpec {
    private static final int GEN2 = 1;

    private ForeignRoSpec() {}

    static RoSpecPlan under(long id) throws RefusedException {
        LlrpWriter out = new LlrpWriter(64);
        out.begin(ROSPEC).u32(id).u8(0).u8(RoSpec.State.DISABLED.code());
        out.begin(RO_BOUNDARY_SPEC);
        out.begin(ROSPEC_START_TRIGGER).u8(0).end();
        out.begin(ROSPEC_STOP_TRIGGER).u8(0).u32(0).end();
        out.end();
        out.begin(AI_SPEC).u16(1).u16(1);
        out.begin(AI_SPEC_STOP_TRIGGER).u8(0).u32(0).end();
        out.begin(INVENTORY_PARAMETER_SPEC).u16(1).u8(GEN2).end();
        out.end().end();
        try {
            return RoSpecPlan.parse(out.toFrame(LlrpMessageType.ADD_ROSPEC, 0), 1);
        } catch (LlrpBodyException e) {
            throw new IllegalStateException("a ROSpec of our own can't be read", e);
        }
    }
}
