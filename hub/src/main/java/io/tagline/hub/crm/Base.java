package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import java.util.Map;
import java.util.Optional;

/**
 * What both sides of a record had last, by the CRM's names of its fields. Where the hub writes the same otherwise (a number without
 * blanks, a text cut short) both writings are kept: otherwise each side would put right what the other had put right, for ever.
 */
final class Base {
    /** No CRM has a field of such a name. */
    private static final String OURS = "ours:";

    private Base() {}

    static Optional<Value> theirs(Map<String, Value> base, String field) {
        return Optional.ofNullable(base.get(field));
    }

    static Optional<Value> ours(Map<String, Value> base, String field) {
        return Optional.ofNullable(base.get(OURS + field)).or(() -> theirs(base, field));
    }

    /** From now on these two mean the same. */
    static void agree(Map<String, Value> base, String field, Value ours, Value theirs) {
        base.put(field, theirs);
        if (ValueText.same(ours, theirs)) {
            base.remove(OURS + field);
        } else {
            base.put(OURS + field, ours);
        }
    }
}
