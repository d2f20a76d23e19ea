package io.tagline.hub.crm.fake.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of record.
 *
 * @param keyField the text field by which records are found, as somebody set it up in the CRM
 * @param unique whether the CRM refuses a second record of the same key
 */
public record FakeModel(String name, String idPrefix, String keyField, boolean unique, Map<String, FakeField> fields) {
    public FakeModel {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static FakeModel of(String name, String idPrefix, String keyField, boolean unique, FakeField... fields) {
        Map<String, FakeField> byName = new LinkedHashMap<>();
        byName.put(keyField, FakeField.text(keyField, 100));
        for (FakeField field : fields) {
            byName.put(field.name(), field);
        }
        return new FakeModel(name, idPrefix, keyField, unique, byName);
    }

    public Optional<FakeField> field(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** As it is after somebody has taken a field away. */
    FakeModel without(String field) {
        Map<String, FakeField> left = new LinkedHashMap<>(fields);
        left.remove(field);
        return new FakeModel(name, idPrefix, keyField, unique, left);
    }

    FakeModel with(FakeField field) {
        Map<String, FakeField> more = new LinkedHashMap<>(fields);
        more.put(field.name(), field);
        return new FakeModel(name, idPrefix, keyField, unique, more);
    }
}
