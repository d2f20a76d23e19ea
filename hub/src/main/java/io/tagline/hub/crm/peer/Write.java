package io.tagline.hub.crm.peer;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A record as it shall be at the CRM.
 *
 * @param operation the same however often this is sent, another for every other change of the record, though it changes back. Records of a
 *     model that is only appended to carry it as their {@code key}
 * @param key what the record is found by, 1 to 100 printable ASCII signs without blanks; in the field that the model's {@link
 *     ModelTraits} name
 * @param remoteId what the CRM calls the record; empty for one that isn't known to be there
 * @param fields by the CRM's own names, without the key's
 * @param seenVersion the version that the fields were made from; a CRM that can refuses to write over a newer one
 */
public record Write(
        UUID operation,
        String model,
        String key,
        Optional<String> remoteId,
        SortedMap<String, Value> fields,
        Optional<String> seenVersion) {
    public Write {
        fields = new TreeMap<>(fields);
    }

    public static Write create(UUID operation, String model, String key, Map<String, Value> fields) {
        return new Write(operation, model, key, Optional.empty(), new TreeMap<>(fields), Optional.empty());
    }

    public Write onto(String id, Optional<String> version) {
        return new Write(operation, model, key, Optional.of(id), fields, version);
    }
}
