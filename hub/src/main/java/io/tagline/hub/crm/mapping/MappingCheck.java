package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Owner;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerSchema.Field;
import io.tagline.hub.crm.peer.PeerSchema.Model;
import io.tagline.hub.crm.peer.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Holds a mapping against what a CRM says of its own models, before anything is sent: every model and field is there and may be
 * written, holds what it gets, knows each choice, and what a new record needs is given. Pure.
 */
public final class MappingCheck {
    /** What keys come to; those of appended records are UUIDs. */
    private static final int LONGEST_KEY = 100;

    private static final int UUID_SIGNS = 36;

    private final MappingFile file;
    private final MappingSurroundings around;
    private final PeerSchema schema;
    private final List<Finding> findings = new ArrayList<>();

    private MappingCheck(MappingFile file, MappingSurroundings around, PeerSchema schema) {
        this.file = file;
        this.around = around;
        this.schema = schema;
    }

    /**
     * Everything that is wrong.
     *
     * @param traits of the connector's models; may throw for one that it knows nothing of
     */
    public static List<Finding> of(FileMapping mapping, PeerSchema schema, Function<String, ModelTraits> traits) {
        MappingCheck check = new MappingCheck(mapping.file(), mapping.around(), schema);
        check.file.places().forEach(place -> check.place(place, traits));
        return List.copyOf(check.findings);
    }

    /** The models that the connector knows: any other is a finding, and says nothing of these. */
    static Set<String> known(MappingFile file, Peer peer) {
        Set<String> known = new TreeSet<>();
        for (String model : file.models()) {
            try {
                if (!peer.traits(model).keyField().isEmpty()) {
                    known.add(model);
                }
            } catch (IllegalArgumentException e) {
                // found as a problem of its place
            }
        }
        return known;
    }

    private void place(Place place, Function<String, ModelTraits> traits) {
        String where = place.name();
        Optional<ModelTraits> known = traits(place, traits);
        Model model = schema.models().get(place.model());
        if (known.isEmpty()) {
            return;
        }
        if (model == null) {
            findings.add(Finding.fatal(
                    where + ".model",
                    place.model() + " is no model of this CRM that the hub may see",
                    "create it there, grant the hub's account the right to read it, or map another"));
            return;
        }
        key(place, known.get(), model);
        Set<String> given = new HashSet<>();
        for (FieldRule rule : place.rules()) {
            String at = where + ".fields." + rule.remote();
            if (!around.mayGo(rule)) {
                hidden(at, rule);
                continue;
            }
            given.add(rule.remote());
            Field field = model.fields().get(rule.remote());
            if (field == null) {
                findings.add(Finding.fatal(
                        at,
                        rule.remote() + " is no field of " + place.model(),
                        "create it there, or take it out of " + file.name() + near(rule.remote(), model)));
            } else {
                field(at, rule, field);
            }
        }
        given.add(known.get().keyField());
        required(place, model, given);
    }

    private Optional<ModelTraits> traits(Place place, Function<String, ModelTraits> traits) {
        try {
            return Optional.of(traits.apply(place.model()));
        } catch (IllegalArgumentException e) {
            findings.add(Finding.fatal(
                    place.name() + ".model",
                    place.model() + " is no model that the connector knows: " + e.getMessage(),
                    "map another, or take the place out of " + file.name()));
            return Optional.empty();
        }
    }

    private void key(Place place, ModelTraits traits, Model model) {
        String at = place.name() + ".key";
        Field field = model.fields().get(traits.keyField());
        int needed = place.appended()
                ? UUID_SIGNS
                : place.key().map(MappingCheck::longest).orElse(LONGEST_KEY);
        if (field == null) {
            findings.add(Finding.fatal(
                    at,
                    "keys of " + place.model() + " are kept in " + traits.keyField() + ", which isn't there",
                    "create that field (text, " + needed + " signs or more" + unique(traits) + ")"));
        } else if (!field.writable()) {
            findings.add(Finding.fatal(
                    at,
                    traits.keyField() + " holds the keys of " + place.model() + " and can't be written",
                    "grant the hub's account the right to write it"));
        } else if (traits.keys() != ModelTraits.Keys.IN_TEXT && field.longest().orElse(needed) < needed) {
            findings.add(Finding.fatal(
                    at,
                    traits.keyField() + " takes " + field.longest().get() + " signs, and keys are up to " + needed,
                    "make it longer, or build keys of ids alone"));
        }
        if (place.key()
                .filter(key -> key.fields().contains(OurField.CUSTOMER_REFERENCE))
                .isPresent()) {
            findings.add(Finding.note(
                    at,
                    "customer.reference becomes a pseudonym when a customer is erased: so does the record's key at the CRM",
                    "build the key of customer.id, unless records are to be found by the reference"));
        }
    }

    private static int longest(KeyTemplate key) {
        boolean idsOnly = key.fields().stream().allMatch(field -> field.code().endsWith(".id"));
        int literals =
                key.template().literals().stream().mapToInt(String::length).sum();
        return idsOnly ? key.fields().size() * UUID_SIGNS + literals : LONGEST_KEY;
    }

    private static String unique(ModelTraits traits) {
        return switch (traits.keys()) {
            case UPSERT, UNIQUE -> ", unique";
            case SEARCHABLE, IN_TEXT -> "";
        };
    }

    private void hidden(String at, FieldRule rule) {
        findings.add(Finding.note(
                at,
                "not sent: " + codes(around.hiddenIn(rule)) + " is kept from some of the staff by visibility",
                "say restricted: true there if the CRM shall have it all the same"));
    }

    private void field(String at, FieldRule rule, Field field) {
        if (!field.writable()) {
            findings.add(Finding.fatal(
                    at, "can't be written", "grant the hub's account the right to, or take it out of " + file.name()));
        }
        PeerSchema.Type type = FittingTypes.of(rule);
        if (!FittingTypes.fits(type, field.type())) {
            findings.add(Finding.fatal(
                    at,
                    rule.source().said() + " is " + said(type) + ", and the field holds " + said(field.type()),
                    FittingTypes.remedy(type, field.type())));
        }
        if (!field.choices().isEmpty()) {
            Set<String> unknown = new TreeSet<>(FittingTypes.choices(rule));
            unknown.removeAll(field.choices());
            if (!unknown.isEmpty()) {
                findings.add(Finding.fatal(
                        at,
                        String.join(", ", unknown) + ": none of its choices "
                                + String.join(", ", new TreeSet<>(field.choices())),
                        "say with map what each value of " + rule.source().said() + " is called there"));
            }
        }
        if (rule.owner() != Owner.HUB
                && field.longest().isPresent()
                && rule.longest().isPresent()) {
            findings.add(Finding.note(
                    at, "longest is for what the hub alone owns", "leave it out: what may come back is never cut"));
        }
        if (rule.source() instanceof Source.Fixed fixed
                && fixed.value() instanceof Value.Text text
                && field.longest()
                        .filter(longest -> longest < text.text().length())
                        .isPresent()) {
            findings.add(Finding.fatal(
                    at,
                    fixed.said() + " has more than the " + field.longest().get() + " signs that it takes",
                    "make it shorter"));
        }
    }

    private void required(Place place, Model model, Set<String> given) {
        new TreeMap<>(model.fields()).forEach((name, field) -> {
            if (field.required() && field.writable() && !given.contains(name)) {
                findings.add(Finding.fatal(
                        place.name() + ".fields",
                        place.model() + " needs " + name + ", which isn't mapped",
                        "map it, or give it a value with value, number, flag or link"));
            }
        });
        for (FieldRule rule : place.rules()) {
            Field field = model.fields().get(rule.remote());
            if (field != null
                    && field.required()
                    && rule.otherwise().isEmpty()
                    && rule.source().fields().stream().anyMatch(FittingTypes::mayBeMissing)) {
                findings.add(Finding.note(
                        place.name() + ".fields." + rule.remote(),
                        "is needed there, and " + rule.source().said() + " may have no value",
                        "say with else what it gets then"));
            }
        }
    }

    private static String near(String name, Model model) {
        String plain = name.toLowerCase(Locale.ROOT);
        return model.fields().keySet().stream()
                .filter(other -> other.toLowerCase(Locale.ROOT).equals(plain)
                        || other.toLowerCase(Locale.ROOT).startsWith(plain)
                        || plain.startsWith(other.toLowerCase(Locale.ROOT)))
                .sorted()
                .findFirst()
                .map(other -> "; there is " + other)
                .orElse("");
    }

    private static String codes(Set<OurField> fields) {
        return String.join(", ", fields.stream().map(OurField::code).toList());
    }

    static String said(PeerSchema.Type type) {
        return FittingTypes.said(type);
    }
}
