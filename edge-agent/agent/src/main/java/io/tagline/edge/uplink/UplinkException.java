package io.tagline.edge.uplink;

/** The connection can not be made or used; carries the state that this is, and one line for the operator. */
final class UplinkException extends Exception {
    private static final long serialVersionUID = 1L;

    private final UplinkState state;
    private final String detail;

    UplinkException(UplinkState state, String message) {
        super(message);
        this.state = state;
        this.detail = message;
    }

    UplinkException(UplinkState state, String message, Throwable cause) {
        super(message, cause);
        this.state = state;
        this.detail = message;
    }

    String detail() {
        return detail;
    }

    UplinkState state() {
        return state;
    }
}
