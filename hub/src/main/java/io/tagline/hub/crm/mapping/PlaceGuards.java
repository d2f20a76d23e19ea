package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Guards;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which of our fields' visibility guards what is sent for a place. Stateless. */
final class PlaceGuards {
    /** Of what is personal and has no visibility of its own: references that may be names, links that open a customer's page. */
    private static final String ELSE = "customer.name";

    private PlaceGuards() {}

    static Guards of(MappingFile file, Place place) {
        Map<String, Set<String>> fields = new TreeMap<>();
        for (FieldRule rule : place.rules()) {
            Set<String> guards = of(rule.fields());
            if (rule.source() instanceof Source.LinkTo link) {
                file.place(link.place()).flatMap(Place::key).ifPresent(key -> guards.addAll(of(key.fields())));
            }
            // one field may be written by several rules
            fields.computeIfAbsent(rule.remote(), unused -> new TreeSet<>()).addAll(guards);
        }
        // without a template it is the operation's own key, which tells nothing
        return new Guards(Optional.of(place.key().map(key -> of(key.fields())).orElseGet(TreeSet::new)), fields);
    }

    private static Set<String> of(Collection<OurField> fields) {
        Set<String> guards = new TreeSet<>();
        fields.stream()
                .filter(OurField::isPersonal)
                .forEach(field -> guards.add(field.visibility().orElse(ELSE)));
        return guards;
    }
}
