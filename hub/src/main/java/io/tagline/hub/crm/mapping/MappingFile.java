package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Entity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
