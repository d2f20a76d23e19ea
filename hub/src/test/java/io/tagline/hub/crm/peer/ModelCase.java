package io.tagline.hub.crm.peer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a model of a peer is tried.
 *
 * @param textField a field of text that may be written and changed, as long as a line at least
 * @param needed what a new record needs besides
 * @param values one field of each kind that the model can hold, to be read back as written
 * @param kept those of them that can't be cleared
 * @param bad a field with a value that the peer refuses; empty where it takes anything
 * @param tooLong a field of text with a limit, and the limit; empty where none has one
 * @param linkTo a field that links to a record of another model; empty where none does
 * @param ordinary whether a record of it may be changed, and changes be asked for
 * @param guarded whether a stale version is refused
 */
public record ModelCase(
        String model,
        String textField,
        Map<String, Value> needed,
        Map<String, Value> values,
        Set<String> kept,
        Optional<Map.Entry<String, Value>> bad,
        Optional<Map.Entry<String, Integer>> tooLong,
        Optional<Map.Entry<String, ModelCase>> linkTo,
        boolean ordinary,
        boolean guarded) {

    /** A model of which only texts are tried. */
    public static ModelCase of(String model, String textField) {
        return new ModelCase(
                model,
                textField,
                Map.of(),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                false);
    }

    public ModelCase needing(Map<String, Value> fields) {
        return new ModelCase(model, textField, fields, values, kept, bad, tooLong, linkTo, ordinary, guarded);
    }

    public ModelCase holding(Map<String, Value> fields) {
        return new ModelCase(model, textField, needed, fields, kept, bad, tooLong, linkTo, ordinary, guarded);
    }

    public ModelCase keeping(String... names) {
        return new ModelCase(model, textField, needed, values, Set.of(names), bad, tooLong, linkTo, ordinary, guarded);
    }

    public ModelCase refusing(String field, Value value) {
        return new ModelCase(
                model,
                textField,
                needed,
                values,
                kept,
                Optional.of(Map.entry(field, value)),
                tooLong,
                linkTo,
                ordinary,
                guarded);
    }

    public ModelCase limiting(String field, int most) {
        return new ModelCase(
                model,
                textField,
                needed,
                values,
                kept,
                bad,
                Optional.of(Map.entry(field, most)),
                linkTo,
                ordinary,
                guarded);
    }

    public ModelCase linking(String field, ModelCase there) {
        return new ModelCase(
                model,
                textField,
                needed,
                values,
                kept,
                bad,
                tooLong,
                Optional.of(Map.entry(field, there)),
                ordinary,
                guarded);
    }

    /** Written once; no changes are asked for. */
    public ModelCase appended() {
        return new ModelCase(model, textField, needed, values, kept, bad, tooLong, linkTo, false, guarded);
    }

    /** A stale version is refused. */
    public ModelCase guarding() {
        return new ModelCase(model, textField, needed, values, kept, bad, tooLong, linkTo, ordinary, true);
    }

    Map<String, Value> record(String text) {
        Map<String, Value> fields = new TreeMap<>(needed);
        fields.put(textField, new Value.Text(text));
        return fields;
    }

    @Override
    public String toString() {
        return model;
    }
}
