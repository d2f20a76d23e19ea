package io.tagline.simulator;

/** LLRP 1.0.1: how a command ended; the ones that the simulator says. */
enum StatusCode {
    /** Done as asked. */
    SUCCESS(0),
    /** A parameter of the message is malformed or has no place there. */
    PARAMETER_ERROR(100),
    /** A field of the message has a value that does not fit the reader's present state. */
    FIELD_ERROR(101),
    /** A parameter that the message cannot do without is not there. */
    MISSING_PARAMETER(103),
    /** One parameter more than the reader can hold. */
    OVERFLOW_PARAMETER(105),
    /** The reader does not know this type of message. */
    UNSUPPORTED_MESSAGE(109),
    /** The reader does not speak this version of LLRP. */
    UNSUPPORTED_VERSION(110),
    /** The parameter is valid, but not on this reader. */
    UNSUPPORTED_PARAMETER(111),
    /** Inside a FieldError: the value is not valid here. */
    INVALID(300);

    private final int code;

    StatusCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
