package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.crm.Guards;
import io.tagline.hub.crm.OperationView;
import io.tagline.hub.crm.peer.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An operation in the API, with what the caller may see.
 *
 * @param entity what of ours it is about, with its id
 * @param fields by the CRM's names, as texts
 * @param edits those that an operator has sent instead
 * @param hidden names of fields that the caller does not get to see
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CrmOperationJson(
        UUID key,
        String place,
        String entity,
        UUID entityId,
        String state,
        Instant plannedAt,
        Instant dueAt,
        int attempts,
        Optional<String> code,
        Optional<String> reason,
        Optional<String> model,
        Optional<String> recordKey,
        SortedMap<String, String> fields,
        SortedMap<String, String> edits,
        List<String> hidden) {

    static CrmOperationJson of(OperationView operation, Guards guards, CrmSight sight) {
        return new CrmOperationJson(
                operation.key(),
                operation.target().place(),
                operation.target().entity().code(),
                operation.target().id(),
                operation.state().code(),
                operation.plannedAt(),
                operation.dueAt(),
                operation.attempts(),
                operation.code(),
                sight.reason(guards, operation),
                operation.model(),
                sight.key(guards, operation),
                shown(operation.fields(), guards, sight),
                shown(operation.edits(), guards, sight),
                operation.fields().keySet().stream()
                        .filter(name -> !sight.allows(guards, name))
                        .toList());
    }

    private static SortedMap<String, String> shown(SortedMap<String, Value> fields, Guards guards, CrmSight sight) {
        SortedMap<String, String> shown = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (sight.allows(guards, name)) {
                shown.put(name, OperationView.plain(value));
            }
        });
        return shown;
    }
}
