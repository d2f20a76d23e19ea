package io.tagline.llrp;

import java.io.IOException;

/** The stream cannot be followed any further: what came is no LLRP header. The caller closes the connection and dials again. */
public final class LlrpProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public LlrpProtocolException(String message) {
        super(message);
    }
}
