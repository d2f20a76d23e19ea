package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;

/**
 * What ends a ROSpec or one of its AISpecs (LLRP 1.0.1).
 *
 * @param durationMs how long it runs, or the time-out of a GPI trigger; 0: no limit
 * @param gpiPort 0 when no input ends it
 * @param gpiHigh which change of the port ends it
 */
record StopTrigger(long durationMs, int gpiPort, boolean gpiHigh) {
    private static final int NULL = 0;
    private static final int GPI_WITH_TIMEOUT = 2;

    /** @param trigger stands on the ROSpecStopTrigger or AISpecStopTrigger; both begin alike */
    static StopTrigger parse(LlrpParameters trigger) throws LlrpBodyException, RefusedException {
        int kind = trigger.u8(0);
        if (kind > GPI_WITH_TIMEOUT) {
            throw new RefusedException(
                    StatusCode.UNSUPPORTED_PARAMETER,
                    "stop trigger type is " + kind + "; this reader has 0 (none), 1 (duration) and 2 (GPI)");
        }
        long durationMs = kind == NULL ? 0 : trigger.u32(1);
        if (kind == GPI_WITH_TIMEOUT) {
            LlrpParameters inside = trigger.inside(5);
            while (inside.next()) {
                if (inside.type() == LlrpParameterType.GPI_TRIGGER_VALUE) {
                    return new StopTrigger(inside.u32(3), inside.u16(0), inside.u8(2) >= 0x80);
                }
            }
            throw new RefusedException(
                    StatusCode.MISSING_PARAMETER, "stop trigger type 2 has no GPITriggerValue; expected one");
        }
        return new StopTrigger(durationMs, 0, false);
    }
}
