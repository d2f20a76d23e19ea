package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An operation, for people.
 *
 * @param key by which it is acted on
 * @param seq its place, for paging
 * @param plannedAt when the change was heard of
 * @param dueAt when it goes on by itself, unless it is parked
 * @param code what came of it last: one of ours, or the CRM's own
 * @param model at the CRM; empty if its record was never made
 * @param fields of its record, which may be personal; empty unless it is parked, was tried, or goes again after it was parked
 * @param edits as an operator has them sent instead
 */
public record OperationView(
        UUID key,
        long seq,
        Target target,
        OperationState state,
        Instant plannedAt,
        Instant dueAt,
        int attempts,
        Optional<String> code,
        Optional<String> reason,
        Optional<String> model,
        Optional<String> recordKey,
        SortedMap<String, Value> fields,
        SortedMap<String, Value> edits) {
    public OperationView {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        edits = Collections.unmodifiableSortedMap(new TreeMap<>(edits));
    }

    static OperationView of(Operation operation) {
        SortedMap<String, Value> edits = new TreeMap<>();
        operation.edits().ifPresent(json -> ValueText.texts(json)
                .forEach((name, text) -> edits.put(name, new Value.Text(text))));
        return new OperationView(
                operation.key(),
                operation.seq(),
                operation.target(),
                operation.state(),
                operation.plannedAt(),
                operation.dueAt(),
                operation.attempts(),
                operation.code(),
                operation.reason(),
                operation.model(),
                operation.recordKey(),
                operation.payload().map(ValueText::fields).orElseGet(TreeMap::new),
                edits);
    }

    /** A value of a record, as people read it. */
    public static String plain(Value value) {
        return ValueText.plain(value);
    }
}
