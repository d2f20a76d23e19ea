package io.tagline.llrp.command;

import static io.tagline.llrp.LlrpParameterType.GPI_PORT_CURRENT_STATE;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpParameters;
import java.util.Optional;

/** What a GET_READER_CONFIG_RESPONSE says of an input. The link asks when it sets up reading that an input starts. */
public final class InputLevel {
    private static final int LOW = 0;
    private static final int HIGH = 1;

    private InputLevel() {}

    /** Whether the input is high; empty when the answer does not name it, or its level is unknown. */
    public static Optional<Boolean> read(LlrpFrame answer, int input) throws LlrpBodyException {
        LlrpParameters parameters = answer.parameters(0);
        while (parameters.next()) {
            if (parameters.type() == GPI_PORT_CURRENT_STATE && parameters.u16(0) == input) {
                int state = parameters.u8(3);
                return state == LOW || state == HIGH ? Optional.of(state == HIGH) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
