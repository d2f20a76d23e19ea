package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What both sides of a record had last, by the CRM's names of its fields. Where the hub writes the same otherwise (a number without
 * blanks, a text cut short) both writings are kept: otherwise each side would put right what the other had put right, for ever.
 *
 * <p>An edit is lost where this is wrong: a value that only one side has looks like no change, and the other's goes over it. So of a field
 * it moves in four ways and no other: to what was sent, once the CRM has said that it wrote that onto the state that was seen; to
 * what both are seen to have; to theirs, in the transaction that made it ours; to what a person said of the two that they were shown. What
 * was to be sent, or was under way, moves nothing; and who finds that it was moved meanwhile keeps what stands ({@link
 * Merge#isOvertaken}).
 */
final class Base {
    /** No CRM has a field of such a name. */
    private static final String OURS = "ours:";

    /** Nor of this. */
    private static final String DECIDED = "decided:";

    private Base() {}

    static Optional<Value> theirs(Map<String, Value> base, String field) {
        return Optional.ofNullable(base.get(field));
    }

    static Optional<Value> ours(Map<String, Value> base, String field) {
        return Optional.ofNullable(base.get(OURS + field)).or(() -> theirs(base, field));
    }

    /** Whether what both had is this, in our writing. */
    static boolean isOurs(Map<String, Value> base, String field, Value ours) {
        return ours(base, field).filter(value -> ValueText.same(value, ours)).isPresent();
    }

    /** From now on these two mean the same. */
    static void agree(Map<String, Value> base, String field, Value ours, Value theirs) {
        base.put(field, theirs);
        base.remove(DECIDED + field);
        if (ValueText.same(ours, theirs)) {
            base.remove(OURS + field);
        } else {
            base.put(OURS + field, ours);
        }
    }

    /** A person has said that ours goes there: over this, and nothing that they write later. */
    static void decide(Map<String, Value> base, String field, Value ours, Value theirs) {
        agree(base, field, theirs, theirs);
        base.put(DECIDED + field, ours);
    }

    /** Whether a person has said so of this. */
    static boolean isDecided(Map<String, Value> base, String field, Value ours) {
        return Optional.ofNullable(base.get(DECIDED + field))
                .filter(value -> ValueText.same(value, ours))
                .isPresent();
    }

    /** Whether of a field both say the same of what they had. */
    static boolean isAlike(Map<String, Value> one, Map<String, Value> other, String field) {
        return Stream.of("", OURS, DECIDED).allMatch(of -> Objects.equals(one.get(of + field), other.get(of + field)));
    }

    /** What one says of a field becomes what the other says. */
    static void copy(Map<String, Value> from, Map<String, Value> to, String field) {
        for (String of : List.of("", OURS, DECIDED)) {
            if (from.containsKey(of + field)) {
                to.put(of + field, from.get(of + field));
            } else {
                to.remove(of + field);
            }
        }
    }
}
