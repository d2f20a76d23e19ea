package io.tagline.hub.crm.mapping;

import java.util.Map;
import java.util.Set;

/**
 * When something is sent: each of these fields has one of the values given for it. Nothing given is always.
 *
 * @param values as they stand in texts; {@code "*"} is any, {@code "-"} is none
 */
record Condition(Map<OurField, Set<String>> values) {
    static final Condition ALWAYS = new Condition(Map.of());
    static final String ANY = "*";
    private static final String NONE = "-";

    Condition {
        values = Map.copyOf(values);
    }

    boolean holds(Facts facts, Words words) {
        return values.entrySet().stream().allMatch(one -> {
            String value = facts.get(one.getKey()).map(words::say).orElse(NONE);
            return one.getValue().contains(value)
                    || (!value.equals(NONE) && one.getValue().contains(ANY));
        });
    }
}
