package io.tagline.hub.crm.fake.http;

/** The store won't do it; each dialect says so in its product's words. */
final class StoreRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    enum Why {
        NO_MODEL,
        NO_FIELD,
        READ_ONLY,
        MISSING,
        TOO_LONG,
        BAD_CHOICE,
        BAD_TYPE,
        DUPLICATE,
        NO_LINK,
        LOCKED,
        GONE,
        RULE
    }

    final Why why;
    /** The field, or for {@link Why#DUPLICATE} the id of the other record. */
    final String what;

    StoreRefusal(Why why, String what, String message) {
        super(message);
        this.why = why;
        this.what = what;
    }
}
