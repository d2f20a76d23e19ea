package io.tagline.hub.order;

/**
 * Something wrong with an order.
 *
 * @param path where in the body, e.g. {@code $.shipments[0].parcels[1].epc}
 * @param message names the value and what was expected
 */
public record OrderProblem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
