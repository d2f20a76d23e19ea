package io.tagline.hub.order;

/** What putting an order did, and how the order stands now. */
public record OrderPut(Outcome outcome, OrderView order) {
    /** Whether anything changed. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }
}
