package io.tagline.hub.crm.mapping;

import io.tagline.hub.tracking.SiteMap;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * What mappings know of the hub beside its tables.
 *
 * @param zone in which times are told
 * @param trackUrl what the token of a parcel's page is put behind, e.g. {@code https://track.example.org/track/}; without it nothing
 *     has a link
 * @param hidden fields that not everyone who works with customers may see, by the names that settings give them
 */
public record MappingSurroundings(SiteMap sites, ZoneId zone, Optional<String> trackUrl, Set<String> hidden) {
    public MappingSurroundings {
        hidden = Set.copyOf(hidden);
    }

    /** Whether a rule sends nothing hidden, or says that it does. */
    boolean mayGo(FieldRule rule) {
        return rule.restricted() || hiddenIn(rule).isEmpty();
    }

    /** The hidden fields that a rule names. */
    Set<OurField> hiddenIn(FieldRule rule) {
        Set<OurField> found = new java.util.TreeSet<>(rule.fields());
        found.removeIf(field -> field.visibility().filter(hidden::contains).isEmpty());
        return found;
    }
}
