package io.tagline.hub.crm;

/**
 * What came of a record of a CRM.
 *
 * @param code one word
 * @param reason in words, without anything personal; empty where there is no more to say
 */
record Arrival(State state, String code, String reason) {
    static final Arrival SAME = new Arrival(State.DONE, "same", "");
    static final Arrival TAKEN = new Arrival(State.DONE, "taken", "");
    static final Arrival CONFLICT = new Arrival(State.DONE, "conflict", "");
    /** Made there, and nothing is to come of it. */
    static final Arrival IGNORED = new Arrival(State.DONE, "ignored", "");
    /** Ours, and not yet known to be there; whoever finds it tells. */
    static final Arrival UNLINKED = new Arrival(State.DONE, "unlinked", "");

    /** Of somebody who was erased here: whatever they have is none of ours. */
    static final Arrival ERASED = new Arrival(State.DONE, "erased", "");

    static final Arrival DELETED = new Arrival(State.DONE, "deleted", "");

    /** What is done with it next. */
    enum State {
        /** Read again, soon. */
        WAITING,
        DONE,
        /** It stays as it is until it changes there, or somebody has it read again. */
        REFUSED
    }

    static Arrival later(String code) {
        return new Arrival(State.WAITING, code, "");
    }

    static Arrival refused(String reason) {
        return new Arrival(State.REFUSED, "refused", reason);
    }

    boolean isTaken() {
        return this.equals(TAKEN) || this.equals(CONFLICT);
    }
}
