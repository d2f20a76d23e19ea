package io.tagline.llrp.link;

/** Where the conversation with a reader stands. Health reports show {@link #code()}, which never changes its meaning. */
public enum LinkState {
    /** A TCP connection is being opened; ends with the connection, a refusal or the time-out. */
    DIALLING("dialling"),
    /** The port is open and the reader's call is awaited; ends with a call from an allowed address. */
    LISTENING("listening"),
    /** TCP stands and the reader has to speak first; ends with its ConnectionAttemptEvent or the time-out. */
    GREETING("greeting"),
    /** Old specs are deleted, ours is added and started; ends with the last answer or a refusal. */
    CONFIGURING("configuring"),
    /** Reports come in, keepalives are watched; ends when the connection is lost or closed. */
    READING("reading"),
    /** Another client has the reader; tried again slowly, since only a person can settle it. */
    IN_USE("in-use"),
    /** The reader refused what we cannot do without, in the words of the detail; tried again with growing pauses. */
    REFUSED("refused"),
    /** No connection, for the reason in the detail; tried again with growing pauses. */
    LOST("lost"),
    /** The link was closed and does not come back. */
    STOPPED("stopped");

    private final String code;

    LinkState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
