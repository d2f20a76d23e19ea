package io.tagline.hub.crm.fake.http;

import java.time.Duration;
import java.util.Optional;

/** How one product speaks over HTTP. Safe for any thread; the store is the CRM's. */
interface Dialect {

    /** Logs in, or is otherwise no request that counts or fails by a quirk. */
    boolean login(Request request);

    /** Whether records may change by it. */
    boolean writes(Request request);

    /** By the product's documents; what they don't allow is refused in their words. */
    Reply answer(Request request);

    /** Too many requests. */
    Reply throttled(Optional<Duration> after);

    /** From now on so many requests are allowed in each window of this length. */
    default void limited(Duration window) {}

    /** Can't work just now, and has done nothing. */
    Reply unavailable();

    /** All sessions end. */
    void expire();

    /** For products that tell with each answer. */
    default Reply counted(Reply reply, long used, long most) {
        return reply;
    }
}
