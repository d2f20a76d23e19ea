package io.tagline.hub.web;

import io.tagline.hub.access.FieldVisibilities;
import io.tagline.hub.crm.Guards;
import io.tagline.hub.crm.OperationView;
import io.tagline.hub.crm.peer.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What somebody gets to see of a record that is sent to a CRM: what it is made of decides ({@code visibility} in the settings). Where
 * nobody knows that, only who may see everything sees it.
 *
 * @param mayRead the fields that they get to see, by the names that visibility is set by
 */
record CrmSight(Predicate<String> mayRead) {
    /** As {@code CrmWords} has it: shorter values are words of a message as often as not. */
    private static final int SHORTEST = 3;

    boolean allows(Guards guards, String field) {
        return allows(guards.of(field));
    }

    /** The key of the record at the CRM, if they may see it. */
    Optional<String> key(Guards guards, OperationView operation) {
        return operation.recordKey().filter(unused -> allows(guards.key()));
    }

    /** What the CRM said, without the texts that they don't get to see. */
    Optional<String> reason(Guards guards, OperationView operation) {
        String reason = operation.reason().orElse("");
        for (String hidden : hidden(guards, operation)) {
            reason = reason.replace(hidden, "…");
        }
        return Optional.of(reason).filter(said -> !said.isEmpty());
    }

    private List<String> hidden(Guards guards, OperationView operation) {
        return Stream.of(operation.fields(), operation.edits())
                .flatMap(fields -> fields.entrySet().stream())
                .filter(field -> !allows(guards, field.getKey()))
                .flatMap(field -> field.getValue() instanceof Value.Text text ? Stream.of(text.text()) : Stream.empty())
                .filter(text -> text.length() >= SHORTEST)
                .toList();
    }

    /** @param guards empty where they aren't known */
    boolean allows(Optional<Set<String>> guards) {
        return guards.orElseGet(FieldVisibilities::names).stream().allMatch(mayRead);
    }
}
