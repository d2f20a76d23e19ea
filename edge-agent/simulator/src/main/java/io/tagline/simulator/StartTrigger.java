package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;

/**
 * What makes an enabled ROSpec active (LLRP 1.0.1).
 *
 * @param periodMs between starts, for {@link Kind#PERIODIC}; 0: start once
 * @param gpiPort for {@link Kind#GPI}
 * @param gpiHigh which change of the port starts it
 */
record StartTrigger(Kind kind, long offsetMs, long periodMs, int gpiPort, boolean gpiHigh) {
    /** ROSpecStartTriggerType. */
    enum Kind {
        /** START_ROSPEC only. */
        NULL,
        /** As soon as it is enabled, and again whenever it has ended. */
        IMMEDIATE,
        /** At offset after enabling, then every period. */
        PERIODIC,
        /** When a general-purpose input changes. */
        GPI;

        static Kind of(int code) throws RefusedException {
            return switch (code) {
                case 0 -> NULL;
                case 1 -> IMMEDIATE;
                case 2 -> PERIODIC;
                case 3 -> GPI;
                default ->
                    throw new RefusedException(
                            StatusCode.PARAMETER_ERROR, "ROSpecStartTriggerType is " + code + "; expected 0 to 3");
            };
        }
    }

    /** @param trigger stands on the ROSpecStartTrigger */
    static StartTrigger parse(LlrpParameters trigger) throws LlrpBodyException, RefusedException {
        Kind kind = Kind.of(trigger.u8(0));
        long offsetMs = 0;
        long periodMs = 0;
        int gpiPort = 0;
        boolean gpiHigh = false;
        LlrpParameters inside = trigger.inside(1);
        while (inside.next()) {
            if (inside.type() == ReaderParameterType.PERIODIC_TRIGGER_VALUE) {
                offsetMs = inside.u32(0);
                periodMs = inside.u32(4);
            } else if (inside.type() == LlrpParameterType.GPI_TRIGGER_VALUE) {
                gpiPort = inside.u16(0);
                gpiHigh = inside.u8(2) >= 0x80;
            }
        }
        return new StartTrigger(kind, offsetMs, periodMs, gpiPort, gpiHigh);
    }
}
