package io.tagline.hub.crm;

import java.util.Optional;

/**
 * What is written down of an operation once its step is over.
 *
 * @param link where its record is, as of now; empty if that has not changed
 * @param unlink whether its record isn't where it was any more
 */
record Settlement(
        Operation operation,
        Fate fate,
        Optional<Record> record,
        Optional<Linked> link,
        boolean unlink,
        Optional<Merge> merge) {

    static Settlement of(Operation operation, Fate fate) {
        return new Settlement(operation, fate, Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    static Settlement of(Prepared prepared, Fate fate) {
        return new Settlement(
                prepared.operation(), fate, Optional.of(prepared.record()), Optional.empty(), false, Optional.empty());
    }

    boolean appended() {
        return record.map(Record::appended).orElse(operation.appended());
    }
}
