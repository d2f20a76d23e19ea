package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Entity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a mapping file says; {@code docs/crm.md} explains it, {@link MappingReader} reads it. Immutable. */
public final class MappingFile {
    private final String name;
    private final Locale language;
    private final List<Place> places;

    MappingFile(String name, Locale language, List<Place> places) {
        this.name = name;
        this.language = language;
        this.places = List.copyOf(places);
    }

    /** One that says nothing, for settings that are wrong anyway. */
    public static MappingFile empty() {
        return new MappingFile("", Locale.ENGLISH, List.of());
    }

    /** As messages call it. */
    public String name() {
        return name;
    }

    /** Every model that it names. */
    public Set<String> models() {
        Set<String> models = new TreeSet<>();
        places.forEach(place -> models.add(place.model()));
        return models;
    }

    /** What it does with each model. */
    public Map<String, ModelShape> shapes() {
        Map<String, ModelShape> shapes = new TreeMap<>();
        for (String model : models()) {
            Set<String> fields = new TreeSet<>();
            Map<String, ModelShape.Link> links = new TreeMap<>();
            List<Place> of =
                    places.stream().filter(place -> place.model().equals(model)).toList();
            for (FieldRule rule :
                    of.stream().flatMap(place -> place.rules().stream()).toList()) {
                fields.add(rule.remote());
                if (rule.source() instanceof Source.LinkTo link) {
                    place(link.place())
                            .ifPresent(to -> links.putIfAbsent(
                                    rule.remote(), new ModelShape.Link(to.model(), link.navigation())));
                }
            }
            shapes.put(
                    model,
                    new ModelShape(
                            of.stream()
                                    .flatMap(place -> place.keyField().stream())
                                    .findFirst(),
                            of.stream().anyMatch(Place::unique),
                            of.stream()
                                    .flatMap(place -> place.key().stream())
                                    .map(KeyTemplate::pattern)
                                    .findFirst(),
                            of.stream().flatMap(place -> place.set().stream()).findFirst(),
                            fields,
                            links));
        }
        return shapes;
    }

    Locale language() {
        return language;
    }

    List<Place> places() {
        return places;
    }

    List<Place> places(Entity entity) {
        return places.stream().filter(place -> place.entity() == entity).toList();
    }

    Optional<Place> place(String wanted) {
        return places.stream().filter(place -> place.name().equals(wanted)).findFirst();
    }
}
