package io.tagline.hub.store;

/** Why the database can't do its work for now. */
public enum StoreTrouble {
    /** Unreachable, restarting, or without its tables. */
    AWAY("database-away"),
    /** No room on its disk; reading goes on. */
    FULL("database-full"),
    /** It may be read but not written; so is a standby. */
    READ_ONLY("database-read-only"),
    /** Somebody else holds it for longer than anybody should. */
    LOCKED("database-locked");

    private final String code;

    StoreTrouble(String code) {
        this.code = code;
    }

    /** Stable name of the state, as on pages and in measures. */
    public String code() {
        return code;
    }
}
