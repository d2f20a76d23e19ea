package io.tagline.hub.promise;

/** There is no price for what was asked: the caller asks for something else. */
public final class NoRateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    NoRateException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Which part of the question has no answer, e.g. {@code weightGrams}. */
    public String field() {
        return field;
    }
}
