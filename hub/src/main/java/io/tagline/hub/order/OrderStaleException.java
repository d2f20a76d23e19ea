package io.tagline.hub.order;

/** Somebody else has put the order since it was looked at. Thrown inside transactions, so that nothing of them stays. */
public final class OrderStaleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OrderStaleException(String message) {
        super(message);
    }
}
