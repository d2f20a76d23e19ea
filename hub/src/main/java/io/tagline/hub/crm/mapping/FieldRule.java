package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Owner;
import io.tagline.hub.crm.peer.Value;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one field of a CRM gets.
 *
 * @param remote its name there
 * @param map what our value is called there; {@code "*"} for all others. Empty: as here
 * @param otherwise what it gets where the source has no value
 * @param longest most signs of a text, where the mapping says so
 * @param asDay the day of a time
 * @param restricted whether the mapping says that a field goes although not everyone here may see it
 */
record FieldRule(
        String remote,
        Source source,
        Map<String, String> map,
        Optional<Template> otherwise,
        Owner owner,
        Condition when,
        Optional<Integer> longest,
        boolean asDay,
        boolean restricted) {
    private static final String OTHERS = "*";

    FieldRule {
        map = Map.copyOf(map);
    }

    /** What of ours it needs. */
    Set<OurField> fields() {
        Set<OurField> fields = new TreeSet<>(source.fields());
        otherwise.ifPresent(template -> fields.addAll(template.fields()));
        fields.addAll(when.values().keySet());
        return fields;
    }

    /** The value, but for links; empty where there is none. */
    Optional<Value> value(Facts facts, Words words) {
        Optional<Value> value = plain(facts, words);
        return value.isPresent()
                ? value
                : otherwise.flatMap(text -> text.render(facts, words)).map(Value.Text::new);
    }

    private Optional<Value> plain(Facts facts, Words words) {
        if (source instanceof Source.From from) {
            return facts.get(from.field()).flatMap(value -> mapped(value, words));
        }
        if (source instanceof Source.Text text) {
            return text.template().render(facts, words).map(Value.Text::new);
        }
        return source instanceof Source.Fixed fixed ? Optional.of(fixed.value()) : Optional.empty();
    }

    private Optional<Value> mapped(Value value, Words words) {
        if (asDay && value instanceof Value.Moment moment) {
            return Optional.of(new Value.Day(LocalDate.ofInstant(moment.at(), words.zone())));
        }
        if (map.isEmpty()) {
            return Optional.of(value);
        }
        return Optional.ofNullable(map.get(words.say(value)))
                .or(() -> Optional.ofNullable(map.get(OTHERS)))
                .map(Value.Text::new);
    }

    /** Our field that a change there means; empty where it can't be told, or is none of the CRM's business. */
    Optional<OurField> comesIn() {
        return owner == Owner.HUB
                        || !(source instanceof Source.From from)
                        || asDay
                        || !from.field().comesIn()
                ? Optional.empty()
                : Optional.of(from.field());
    }
}
