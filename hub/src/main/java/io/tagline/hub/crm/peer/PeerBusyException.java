package io.tagline.hub.crm.peer;

import java.time.Duration;
import java.util.Optional;

/** Too many requests (HTTP 429, or an exhausted quota); nothing was done. Everybody who asks this CRM waits. */
public final class PeerBusyException extends PeerException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> after;

    /**
     * With what it said.
     *
     * @param after how long the CRM says to wait; empty if it doesn't
     */
    public PeerBusyException(String message, Optional<Duration> after) {
        super(message);
        this.after = after;
    }

    public Optional<Duration> after() {
        return after;
    }
}
