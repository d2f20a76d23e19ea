package io.tagline.hub.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may see which field of a customer or a case: asked by whoever makes a page or an answer. Immutable. */
public final class FieldVisibilities {

    /** Where the settings say nothing. */
    private static final Map<String, FieldVisibility> USUAL = Map.of(
            "customer.name", FieldVisibility.of(Visibility.ALL_REPS),
            "customer.email", FieldVisibility.of(Visibility.ALL_REPS),
            "customer.phone", FieldVisibility.of(Visibility.ALL_REPS),
            "customer.address", FieldVisibility.of(Visibility.ALL_REPS),
            "customer.segment", FieldVisibility.of(Visibility.ALL_REPS),
            "case.text", FieldVisibility.of(Visibility.ALL_REPS),
            "claim.amount", FieldVisibility.of(Visibility.ALL_REPS),
            "claim.approval", FieldVisibility.of(Visibility.SUPERVISORS));

    private final Map<String, FieldVisibility> fields;

    /**
     * @param set what the settings say, by field
     * @throws IllegalArgumentException for a field that there is not
     */
    public FieldVisibilities(Map<String, FieldVisibility> set) {
        Map<String, FieldVisibility> all = new LinkedHashMap<>(USUAL);
        set.forEach((field, visibility) -> {
            if (all.put(field, visibility) == null) {
                throw new IllegalArgumentException("field \"" + field + "\": expected one of "
                        + String.join(", ", USUAL.keySet().stream().sorted().toList()));
            }
        });
        this.fields = Map.copyOf(all);
    }

    /** The fields that there are. */
    public static Set<String> names() {
        return USUAL.keySet();
    }

    /**
     * Whether somebody may see a field.
     *
     * @throws IllegalArgumentException for a field that there is not: a misspelt one would be open to all or to none
     */
    public boolean allows(String field, Viewer viewer) {
        FieldVisibility visibility = fields.get(field);
        if (visibility == null) {
            throw new IllegalArgumentException("field \"" + field + "\": expected one of " + names());
        }
        return visibility.allows(viewer);
    }

    /** The value for those who may see it, as if it were not there for all others. */
    public <T> Optional<T> shown(String field, Viewer viewer, Optional<T> value) {
        return allows(field, viewer) ? value : Optional.empty();
    }
}
