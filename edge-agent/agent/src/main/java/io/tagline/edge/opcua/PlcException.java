package io.tagline.edge.opcua;

import io.tagline.wire.KnownProblem;
import java.io.Serial;

/** There is no session with the PLC; the message is for a person, the problem says what to do. Tried again later. */
final class PlcException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final KnownProblem problem;

    PlcException(KnownProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    PlcException(KnownProblem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    KnownProblem problem() {
        return problem;
    }
}
