package io.tagline.hub.crm.fake.http;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A record as the CRM has it.
 *
 * @param version grows with every write to the store
 * @param madeBy who created it: "api", or a person
 * @param changedBy who wrote it last
 * @param edits how often it was written after it was made
 */
public record FakeRow(
        String model,
        String id,
        Map<String, Object> values,
        Instant created,
        Instant modified,
        long version,
        String madeBy,
        String changedBy,
        int edits,
        boolean deleted) {
    public FakeRow {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public Optional<Object> value(String field) {
        return Optional.ofNullable(values.get(field));
    }

    public String text(String field) {
        return value(field).map(Object::toString).orElse("");
    }
}
