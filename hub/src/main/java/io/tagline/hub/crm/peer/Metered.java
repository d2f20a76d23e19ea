package io.tagline.hub.crm.peer;

/**
 * Calls of a connector whose every request to the CRM is asked leave for: one call may come to several, and a budget is of requests.
 * Leave is bound to the thread that calls, for the length of the call, so that connectors need to know nothing of it.
 */
public final class Metered {
    private static final ThreadLocal<Leave> OF_THIS_CALL = ThreadLocal.withInitial(() -> Leave.ALWAYS);

    private Metered() {}

    /** For the requests of one call, one after the other. */
    public interface Leave {
        /** For those who answer to no budget, as a check by hand. */
        Leave ALWAYS = new Leave() {
            @Override
            public void take() {
                // always
            }

            @Override
            public void over() {
                // nobody counts
            }
        };

        /**
         * Waits until one more request may go out. Each that was taken is {@link #over} later, answered or not.
         *
         * @throws PeerBusyException if none may for long; nothing was sent
         * @throws PeerAwayException if this thread is to end; nothing was sent
         */
        void take() throws PeerException;

        void over();
    }

    /** What is asked of a CRM. */
    @FunctionalInterface
    public interface Call<T> {
        T make() throws PeerException;
    }

    /** Makes a call whose requests ask this for leave. */
    public static <T> T call(Leave leave, Call<T> call) throws PeerException {
        Leave before = OF_THIS_CALL.get();
        OF_THIS_CALL.set(leave);
        try {
            return call.make();
        } finally {
            OF_THIS_CALL.set(before);
        }
    }

    /** Of the call that this thread makes. */
    public static Leave leave() {
        return OF_THIS_CALL.get();
    }
}
