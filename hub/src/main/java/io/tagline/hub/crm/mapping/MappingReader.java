package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.Owner;
import io.tagline.hub.tracking.EventKind;
import io.tagline.settings.SettingsNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a mapping file; what is wrong with it is noted with its line, all of it at once. */
public final class MappingReader {
    private static final Pattern PLACE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern REMOTE = Pattern.compile("[\\p{Graph}]{1,100}");
    private static final String FIELD = "the CRM's name of a field, without blanks";
    private static final int LONGEST_TEXT = 1_000_000;

    /** The languages that there are words in, as their tags. */
    private enum Language {
        EN,
        FR,
        FA
    }

    private MappingReader() {}

    /**
     * Reads a mapping, with every problem at once.
     *
     * @param name of the file, for messages
     */
    public static MappingFile read(String name, SettingsNode root) {
        Locale language = Locale.forLanguageTag(root.oneOf("language", Language.class)
                .orElse(Language.EN)
                .name()
                .toLowerCase(Locale.ROOT));
        Optional<String> keyField = root.text("key-field", REMOTE, FIELD).optional();
        Map<String, Optional<Place>> places = root.map("places", (node, place) -> place(node, place, keyField));
        List<Place> sound = places.values().stream().flatMap(Optional::stream).toList();
        if (places.isEmpty()) {
            root.refuse("places", "missing; expected one place at least, such as customer");
        }
        if (sound.size() == places.size()) {
            sound.forEach(place -> links(root.in("places").in(place.name()), place, sound));
        }
        return new MappingFile(name, language, sound);
    }

    private static Optional<Place> place(SettingsNode places, String name, Optional<String> usualKeyField) {
        if (!PLACE.matcher(name).matches()) {
            places.refuse(name, "is no name of a place; expected 1 to 40 of a-z, 0-9 and -");
        }
        SettingsNode node = places.in(name);
        Entity entity = node.oneOf("entity", Entity.class).required();
        String model = node.text("model", REMOTE, "the CRM's name of a model, without blanks")
                .required();
        boolean appended = node.bool("appended").orElse(entity == Entity.EVENT);
        Optional<KeyTemplate> key = node.text("key")
                .as("a key", text -> known(entity, KeyTemplate.parse(text), KeyTemplate::fields))
                .optional();
        if (appended == node.has("key")) {
            node.refuse(
                    "key",
                    appended
                            ? "an appended record has the operation's key; expected none"
                            : "missing; expected a template such as {" + entity.code() + ".id}");
        }
        Optional<String> keyField =
                node.text("key-field", REMOTE, FIELD).optional().or(() -> usualKeyField);
        boolean unique = node.bool("unique").orElse(false);
        Optional<String> set = node.text("set", REMOTE, "the CRM's name for the records of a model")
                .optional();
        Set<EventKind> events = events(node, entity);
        Condition when = condition(node, entity);
        List<FieldRule> rules = new ArrayList<>();
        node.map("fields", (fields, remote) -> rules.add(rule(fields, remote, entity, appended)));
        if (rules.isEmpty()) {
            node.refuse("fields", "missing; expected one field at least");
        }
        return Optional.of(new Place(name, entity, model, key, keyField, unique, set, appended, events, when, rules));
    }

    private static Set<EventKind> events(SettingsNode node, Entity entity) {
        Set<EventKind> usual = EnumSet.noneOf(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            if (kind.isForCustomers()) {
                usual.add(kind);
            }
        }
        List<EventKind> said = node.values("events", "a kind of event such as arrived", EventKind::ofCode)
                .orElse(List.copyOf(usual));
        if (entity != Entity.EVENT && node.has("events")) {
            node.refuse("events", "is for places of events; expected entity: event");
        }
        return entity == Entity.EVENT ? new LinkedHashSet<>(said) : Set.of();
    }

    private static FieldRule rule(SettingsNode fields, String remote, Entity entity, boolean appended) {
        if (!REMOTE.matcher(remote).matches()) {
            fields.refuse(remote, "is no name of a field; expected 1 to 100 signs without blanks");
        }
        SettingsNode node = fields.in(remote);
        Source source = SourceReader.read(node, entity);
        Owner owner = node.oneOf("owner", Owner.class).orElse(Owner.HUB);
        boolean asDay =
                node.text("as", Pattern.compile("day"), "day").optional().isPresent();
        Map<String, String> map = new LinkedHashMap<>(
                node.map("map", (values, ours) -> values.text(ours).required()));
        FieldRule rule = new FieldRule(
                remote,
                source,
                map,
                node.text("else")
                        .as("a template", text -> known(entity, Template.parse(text), Template::fields))
                        .optional(),
                owner,
                condition(node, entity),
                node.integer("longest", 1, LONGEST_TEXT).optional(),
                asDay,
                node.bool("restricted").orElse(false));
        if (!map.isEmpty() && !(source instanceof Source.From)) {
            node.refuse("map", "is for a field of the hub's; expected it with from");
        }
        if (owner != Owner.HUB && (appended || rule.comesIn().isEmpty())) {
            node.refuse(
                    "owner",
                    owner.name().toLowerCase(Locale.ROOT) + " is for what may come from a CRM; expected a field such as"
                            + " customer.name, as it is, of a record that isn't appended");
        }
        return rule;
    }

    private static Condition condition(SettingsNode node, Entity entity) {
        Map<OurField, Set<String>> values = new LinkedHashMap<>();
        node.map("when", (fields, name) -> {
            Set<String> said = new LinkedHashSet<>(fields.texts(name).required());
            Optional<OurField> field = SourceReader.field(fields, name, name, entity);
            field.ifPresent(known -> values.put(known, said));
            return name;
        });
        return new Condition(values);
    }

    /** @throws IllegalArgumentException if it names a field that things of this kind don't have */
    static <T> T known(Entity entity, T template, Function<T, Set<OurField>> fields) {
        for (OurField field : fields.apply(template)) {
            if (!OurField.known(entity).contains(field.entity())) {
                throw new IllegalArgumentException(field.code() + " is nothing that a"
                        + (entity.code().matches("[aeo].*") ? "n " : " ") + entity.code() + " has");
            }
        }
        return template;
    }

    /** A link goes to a place that is there, and whose key can be told from what links to it. */
    private static void links(SettingsNode node, Place place, List<Place> all) {
        for (FieldRule rule : place.rules()) {
            if (!(rule.source() instanceof Source.LinkTo link)) {
                continue;
            }
            SettingsNode fields = node.in("fields");
            Optional<Place> to = all.stream()
                    .filter(other -> other.name().equals(link.place()))
                    .findFirst();
            if (to.isEmpty() || to.get().key().isEmpty()) {
                fields.in(rule.remote())
                        .refuse(
                                "link",
                                link.place() + " is " + (to.isEmpty() ? "no place of this file" : "appended")
                                        + "; expected one of "
                                        + String.join(
                                                ", ",
                                                all.stream()
                                                        .filter(other ->
                                                                other.key().isPresent())
                                                        .map(Place::name)
                                                        .toList()));
            } else if (!to.get().key().get().fields().stream()
                    .allMatch(field -> OurField.known(place.entity()).contains(field.entity()))) {
                fields.in(rule.remote())
                        .refuse(
                                "link",
                                link.place() + " is nothing that a place of "
                                        + place.entity().code()
                                        + " belongs to; expected a place of "
                                        + String.join(
                                                ", ",
                                                OurField.known(place.entity()).stream()
                                                        .map(Entity::code)
                                                        .sorted()
                                                        .toList()));
            }
        }
    }
}
