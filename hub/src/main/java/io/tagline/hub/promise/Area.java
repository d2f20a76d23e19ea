package io.tagline.hub.promise;

import java.util.List;
import java.util.Optional;

/**
 * A part of the world that a rule is for.
 *
 * @param country ISO 3166-1 alpha-2; any if empty
 * @param postal beginnings of postal codes, in capitals without spaces; any if there are none
 */
public record Area(Optional<String> country, List<String> postal) {
    public static final Area ANYWHERE = new Area(Optional.empty(), List.of());

    public Area {
        postal = List.copyOf(postal);
    }

    boolean holds(Destination to) {
        boolean there = country.isEmpty() || country.equals(to.country());
        return there
                && (postal.isEmpty()
                        || to.postalCode()
                                .filter(code -> postal.stream().anyMatch(code::startsWith))
                                .isPresent());
    }
}
