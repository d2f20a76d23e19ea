package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Value;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An operation with its record as it stood a moment ago, ready for the next step.
 *
 * @param fields of the record, with the CRM's ids in its links and what an operator has put in
 * @param link what we know of where it is
 * @param looked whether it was looked for at the CRM
 * @param seen what was found there
 * @param asked fields that a person is asked about: they stay as they are there until that is decided
 */
record Prepared(
        Operation operation,
        Record record,
        SortedMap<String, Value> fields,
        Optional<Linked> link,
        Step step,
        boolean looked,
        Optional<Found> seen,
        Set<String> asked) {

    /** The request that is next. */
    enum Step {
        /** Is it there, by its key? */
        FIND,
        /** How is it there, by the CRM's id? */
        READ,
        WRITE
    }

    Prepared {
        asked = Set.copyOf(asked);
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    Prepared seen(Optional<Found> found) {
        return new Prepared(operation, record, fields, link, Step.WRITE, true, found, asked);
    }

    Optional<String> remoteId() {
        return seen.map(Found::remoteId).or(() -> link.map(Linked::remoteId));
    }
}
