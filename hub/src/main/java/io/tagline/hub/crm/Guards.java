package io.tagline.hub.crm;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody has to be allowed to see, by the names of {@code visibility} in the settings, to be shown a record of a CRM.
 *
 * @param key for its key; empty where that isn't known, which is as if it were made of everything
 * @param fields for each field, by the CRM's name; one that isn't here is as if it were made of everything
 */
public record Guards(Optional<Set<String>> key, Map<String, Set<String>> fields) {
    /** Nothing is known of what the records are made of. */
    public static final Guards UNKNOWN = new Guards(Optional.empty(), Map.of());

    public Guards {
        key = key.map(Set::copyOf);
        fields = fields.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }

    /** Those of a field; empty where they aren't known. */
    public Optional<Set<String>> of(String field) {
        return Optional.ofNullable(fields.get(field));
    }
}
