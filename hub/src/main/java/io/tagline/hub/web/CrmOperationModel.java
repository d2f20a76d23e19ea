package io.tagline.hub.web;

import io.tagline.hub.crm.Guards;
import io.tagline.hub.crm.OperationView;
import io.tagline.hub.crm.peer.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An operation in the words of a page, with what its reader may see.
 *
 * @param remedy a code with words in the messages
 * @param customer whose it is; empty if nobody's any more
 * @param since when the change was heard of
 * @param recordKey empty if there is none; masked for who may not see it
 */
record CrmOperationModel(
        String key,
        String entity,
        String place,
        String state,
        String customer,
        CrmMoment since,
        int attempts,
        String code,
        String reason,
        String remedy,
        String model,
        String recordKey,
        List<Field> fields) {
    private static final int MOST_IN_A_LIST = 6;
    private static final String MASK = "•••";
    private static final Set<String> REMEDIES = Set.of("gone", "mapping", "record-missing");

    /**
     * One field.
     *
     * @param name as the CRM has it
     * @param value as it would be sent, edits of an operator included
     * @param edited whether an operator has it sent instead of ours
     */
    record Field(String name, String value, boolean hidden, boolean edited) {}

    /** The first that hold something, for a list. */
    public List<Field> first() {
        return fields.stream()
                .filter(field -> !field.value().isEmpty())
                .limit(MOST_IN_A_LIST)
                .toList();
    }

    static CrmOperationModel of(
            OperationView operation, Guards guards, CrmSight sight, String customer, CrmMoment since) {
        String code = operation.code().orElse("");
        return new CrmOperationModel(
                operation.key().toString(),
                operation.target().entity().code(),
                operation.target().place(),
                operation.state().code(),
                customer,
                since,
                operation.attempts(),
                code,
                sight.reason(guards, operation).orElse(""),
                REMEDIES.contains(code) ? code : "refused",
                operation.model().orElse(""),
                operation.recordKey().isEmpty()
                        ? ""
                        : sight.key(guards, operation).orElse(MASK),
                operation.fields().entrySet().stream()
                        .map(field -> field(operation, field, guards, sight))
                        .toList());
    }

    private static Field field(OperationView operation, Map.Entry<String, Value> field, Guards guards, CrmSight sight) {
        Optional<Value> edit = Optional.ofNullable(operation.edits().get(field.getKey()));
        boolean seen = sight.allows(guards, field.getKey());
        return new Field(
                field.getKey(),
                seen ? OperationView.plain(edit.orElse(field.getValue())) : MASK,
                !seen,
                edit.isPresent());
    }
}
