package io.tagline.hub.manifest;

/** The load is not as who changes it has seen it. Thrown inside transactions, so that nothing of them stays. */
public final class LoadStaleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadStaleException(String message) {
        super(message);
    }
}
