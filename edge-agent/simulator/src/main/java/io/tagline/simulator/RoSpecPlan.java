package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a client asked for with ADD_ROSPEC (LLRP 1.0.1).
 *
 * @param roSpecId never 0
 * @param stages in the order in which they run
 * @param report empty: the reader's own default holds
 * @param hex the whole parameter as it came, for GET_ROSPECS
 */
record RoSpecPlan(
        long roSpecId,
        StartTrigger start,
        StopTrigger stop,
        List<AiSpec> stages,
        Optional<ReportSpec> report,
        String hex) {
    /** Where CurrentState stands in the whole parameter: after its head, the ID and the priority. */
    private static final int STATE_OFFSET = 9;

    RoSpecPlan {
        stages = List.copyOf(stages);
    }

    static RoSpecPlan parse(LlrpFrame addRoSpec, int antennaCount) throws LlrpBodyException, RefusedException {
        LlrpParameters spec = addRoSpec.parameters(0);
        if (!spec.next() || spec.type() != LlrpParameterType.ROSPEC) {
            throw new RefusedException(StatusCode.MISSING_PARAMETER, "ADD_ROSPEC has no ROSpec; expected one");
        }
        long id = spec.u32(0);
        if (id == 0) {
            throw new RefusedException(StatusCode.FIELD_ERROR, "ROSpecID is 0; expected 1 or more");
        }
        if (spec.u8(5) != RoSpec.State.DISABLED.code()) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR,
                    "ROSpec " + id + " comes with CurrentState " + spec.u8(5) + "; expected 0 (disabled)");
        }
        StartTrigger start = new StartTrigger(StartTrigger.Kind.NULL, 0, 0, 0, false);
        StopTrigger stop = new StopTrigger(0, 0, false);
        List<AiSpec> stages = new ArrayList<>();
        Optional<ReportSpec> report = Optional.empty();
        LlrpParameters inside = spec.inside(6);
        while (inside.next()) {
            switch (inside.type()) {
                case LlrpParameterType.RO_BOUNDARY_SPEC -> {
                    LlrpParameters boundary = inside.inside(0);
                    while (boundary.next()) {
                        if (boundary.type() == LlrpParameterType.ROSPEC_START_TRIGGER) {
                            start = StartTrigger.parse(boundary);
                        } else if (boundary.type() == LlrpParameterType.ROSPEC_STOP_TRIGGER) {
                            stop = StopTrigger.parse(boundary);
                        }
                    }
                }
                case LlrpParameterType.AI_SPEC -> stages.add(AiSpec.parse(inside, antennaCount));
                case LlrpParameterType.RO_REPORT_SPEC -> report = Optional.of(ReportSpec.parse(inside));
                default ->
                    throw new RefusedException(
                            StatusCode.UNSUPPORTED_PARAMETER,
                            "ROSpec " + id + " holds parameter type " + inside.type()
                                    + "; this reader takes 178, 183 and 237");
            }
        }
        if (stages.isEmpty()) {
            throw new RefusedException(
                    StatusCode.MISSING_PARAMETER, "ROSpec " + id + " has no AISpec; expected at least one");
        }
        return new RoSpecPlan(id, start, stop, stages, report, HexFormat.of().formatHex(spec.whole()));
    }

    /** The parameter as it came, with the state that it has now. */
    byte[] withState(RoSpec.State state) {
        byte[] whole = HexFormat.of().parseHex(hex);
        whole[STATE_OFFSET] = (byte) state.code();
        return whole;
    }
}
