package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Incoming;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerSchema.Type;
import io.tagline.hub.crm.peer.Value;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a record of a CRM means here: the way of a mapping, backwards. */
final class IncomingFields {
    private static final Logger log = LoggerFactory.getLogger(IncomingFields.class);
    private static final int LONGEST = 4_000;

    private IncomingFields() {}

    /** Empty where nothing of it is for us. A value that can't be ours is left out, and said so in the log. */
    static Optional<Incoming> read(MappingFile file, Found found) {
        Optional<Place> place = file.places().stream()
                .filter(one -> one.model().equals(found.model())
                        && one.rules().stream().anyMatch(rule -> rule.comesIn().isPresent()))
                .findFirst();
        if (place.isEmpty() || found.deleted()) {
            return Optional.empty();
        }
        SortedMap<String, Value> fields = new TreeMap<>();
        for (FieldRule rule : place.get().rules()) {
            Optional<OurField> field = rule.comesIn();
            Value theirs = found.fields().get(rule.remote());
            if (field.isPresent() && theirs != null) {
                Optional<Value> value = value(rule, field.get(), theirs);
                value.ifPresent(known -> fields.put(field.get().code(), known));
                if (value.isEmpty()) {
                    log.atWarn()
                            .addKeyValue("model", found.model())
                            .addKeyValue("record", found.remoteId())
                            .addKeyValue("field", rule.remote())
                            .log(
                                    "value from a CRM is none that {} can have; left out",
                                    field.get().code());
                }
            }
        }
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new Incoming(place.get().entity(), found.key().orElse(found.remoteId()), fields));
    }

    private static Optional<Value> value(FieldRule rule, OurField field, Value theirs) {
        if (theirs instanceof Value.Nothing || isBlank(theirs)) {
            return Optional.of(new Value.Nothing());
        }
        return backwards(rule, theirs).filter(value -> fits(field, value));
    }

    private static boolean isBlank(Value value) {
        return value instanceof Value.Text text && text.text().isBlank();
    }

    private static Optional<Value> backwards(FieldRule rule, Value theirs) {
        if (rule.map().isEmpty()) {
            return Optional.of(
                    theirs instanceof Value.Text text
                            ? new Value.Text(text.text().strip())
                            : theirs);
        }
        return theirs instanceof Value.Text text
                ? rule.map().entrySet().stream()
                        .filter(entry -> entry.getValue().equals(text.text()))
                        .map(Map.Entry::getKey)
                        .filter(ours -> !ours.equals(Condition.ANY))
                        .sorted()
                        .findFirst()
                        .map(Value.Text::new)
                : Optional.empty();
    }

    private static boolean fits(OurField field, Value value) {
        if (field.type() == Type.TEXT || field.type() == Type.CHOICE) {
            return value instanceof Value.Text text
                    && text.text().length() <= LONGEST
                    && text.text()
                            .chars()
                            .noneMatch(sign -> Character.isISOControl(sign) && sign != '\n' && sign != '\r')
                    && (field.codes().isEmpty() || field.codes().contains(text.text()));
        }
        return switch (field.type()) {
            case NUMBER -> value instanceof Value.Decimal;
            case FLAG -> value instanceof Value.Flag;
            case DAY -> value instanceof Value.Day;
            case MOMENT -> value instanceof Value.Moment;
            case TEXT, CHOICE, LINK, OTHER -> false;
        };
    }
}
