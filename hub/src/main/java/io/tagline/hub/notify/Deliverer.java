package io.tagline.hub.notify;

/** Hands letters of one channel to the next system. Confined to the thread of its channel. */
interface Deliverer extends AutoCloseable {

    Channel channel();

    /** Tries once, within 60 s; what goes wrong is an outcome, never thrown. */
    Outcome deliver(Letter letter);

    /** Nothing more for now: connections may end. */
    void rest();

    @Override
    default void close() {
        rest();
    }
}
