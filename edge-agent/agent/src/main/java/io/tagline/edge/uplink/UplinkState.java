package io.tagline.edge.uplink;

import java.util.Locale;

/** Where the uplink stands: what is awaited, and what ends it. Owned by the thread {@code uplink}, read by any. */
public enum UplinkState {
    /** Not started yet; ends with the first attempt. */
    IDLE(false),
    /** Waits for the broker's CONNACK and for the subscription to receipts; ends with either's answer or a time-out. */
    CONNECTING(false),
    /** Connected, scans and receipts flow or there are none; ends when the connection is lost. */
    ONLINE(true),
    /** The broker takes scans but the hub has sent no receipt in time; one batch at a time goes out until a receipt comes. */
    HUB_SILENT(true),
    /** The broker refuses what we publish, or our subscription; tried again with back-off until it lets us. */
    PUBLISH_REFUSED(true),
    /** The broker is reached no more, or an established connection was lost; tried again after the back-off. */
    DISCONNECTED(false),
    /** Nothing answers at the broker's address; tried again after the back-off. */
    UNREACHABLE(false),
    /** The broker's certificate is another host's, out of its time or of an unknown authority; tried again after a slow back-off. */
    BROKER_CERTIFICATE_REFUSED(false),
    /** The two agree on no TLS, or one of them speaks none; tried again after a slow back-off. */
    TLS_FAILED(false),
    /** The broker knows no such user name and password (0x86, 0x87); tried again after a slow back-off. */
    CREDENTIAL_REFUSED(false),
    /** Another client connects with this agent's id and pushes us out (0x8E); tried again after a slow back-off. */
    ID_IN_USE(false),
    /** The agent stops: waits a moment for the broker's word on what is under way, then says that it is offline. */
    DRAINING(true),
    /** Stopped; nothing is awaited. */
    CLOSED(false);

    private final boolean connected;
    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    UplinkState(boolean connected) {
        this.connected = connected;
    }

    /** Stable word for logs and health, e.g. {@code hub-silent}. */
    public String code() {
        return code;
    }

    /** True while there is a connection to the broker. */
    public boolean connected() {
        return connected;
    }

    /** True if no scan gets to the hub and back for now: a problem until the uplink is on line again. */
    boolean failing() {
        return switch (this) {
            case HUB_SILENT,
                    PUBLISH_REFUSED,
                    DISCONNECTED,
                    UNREACHABLE,
                    BROKER_CERTIFICATE_REFUSED,
                    TLS_FAILED,
                    CREDENTIAL_REFUSED,
                    ID_IN_USE -> true;
            case IDLE, CONNECTING, ONLINE, DRAINING, CLOSED -> false;
        };
    }

    /** True if trying again soon changes nothing: a person has to act. */
    boolean slow() {
        return this == BROKER_CERTIFICATE_REFUSED
                || this == TLS_FAILED
                || this == CREDENTIAL_REFUSED
                || this == ID_IN_USE;
    }
}
