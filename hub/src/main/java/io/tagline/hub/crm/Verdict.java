package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import java.util.Map;

/** What is to become of a field that either side may have changed since both had the same. */
enum Verdict {
    /** Nothing: both mean the same. */
    SAME,
    /** Ours goes there. */
    OURS,
    /** Theirs comes here. */
    THEIRS,
    /** Neither goes anywhere before a person has decided. */
    CONFLICT;

    /**
     * Compared with what both had last, each in its own writing. A field that they never had in common is theirs to say where it is the
     * CRM's, and ours where they have nothing; else a person says.
     *
     * @param base as {@link Base} keeps it
     */
    static Verdict of(Owner owner, Value ours, Value theirs, Map<String, Value> base, String field) {
        if (ValueText.same(ours, theirs)) {
            return SAME;
        }
        if (Base.theirs(base, field).isEmpty()) {
            if (owner == Owner.CRM) {
                return THEIRS;
            }
            return ValueText.same(theirs, new Value.Nothing()) ? OURS : CONFLICT;
        }
        boolean oursIsAsBefore = Base.isOurs(base, field, ours);
        boolean theirsIsAsBefore = Base.theirs(base, field)
                .filter(value -> ValueText.same(value, theirs))
                .isPresent();
        if (oursIsAsBefore) {
            return theirsIsAsBefore ? SAME : THEIRS;
        }
        boolean goes = owner == Owner.BOTH || Base.isDecided(base, field, ours);
        return theirsIsAsBefore && goes ? OURS : CONFLICT;
    }
}
