package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Entity;
import io.tagline.hub.tracking.EventKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One kind of record that a CRM gets.
 *
 * @param name of the part of the mapping that says so
 * @param entity what of ours has such a record
 * @param model as the CRM calls it
 * @param key empty for one that is appended: then the operation's
 * @param keyField where the CRM keeps the key, where its connector doesn't know by itself
 * @param unique whether the CRM refuses a second record of a key, where its connector doesn't know by itself (Odoo)
 * @param set what addresses call the records of the model, where that isn't known otherwise (Dynamics)
 * @param appended whether it is written once and never changed
 * @param events which are told, where it is about events
 */
record Place(
        String name,
        Entity entity,
        String model,
        Optional<KeyTemplate> key,
        Optional<String> keyField,
        boolean unique,
        Optional<String> set,
        boolean appended,
        Set<EventKind> events,
        Condition when,
        List<FieldRule> rules) {
    Place {
        events = Set.copyOf(events);
        rules = List.copyOf(rules);
    }

    /** What of ours it names. */
    Set<OurField> fields() {
        Set<OurField> fields = new TreeSet<>(when.values().keySet());
        key.ifPresent(template -> fields.addAll(template.fields()));
        rules.forEach(rule -> fields.addAll(rule.fields()));
        return fields;
    }
}
