package io.tagline.epc;

/**
 * A typed or written identity was refused. The message names the thing, its value and what was expected; callers show
 * it to a person, or count it by {@link #fault()}.
 */
public final class IdentityException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final IdentityFault fault;

    IdentityException(IdentityFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** What is wrong, for counting and for choosing what to do. */
    public IdentityFault fault() {
        return fault;
    }
}
