package io.tagline.hub;

import io.tagline.hub.access.FieldVisibilities;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.mapping.MappingSurroundings;
import io.tagline.hub.settings.HubSettings;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What mappings know of this hub, by its settings. */
final class CrmSurroundings {
    /** Anyone who works with customers: what such a person may not see isn't for a CRM, where everyone sees it. */
    private static final Viewer ANY_REP = new Viewer("any-rep", Set.of(Role.REP), Optional.empty());

    private CrmSurroundings() {}

    static MappingSurroundings of(HubSettings settings) {
        Set<String> hidden = FieldVisibilities.names().stream()
                .filter(field -> !settings.visibility().allows(field, ANY_REP))
                .collect(Collectors.toUnmodifiableSet());
        Optional<String> track =
                settings.http().publicUrl().map(url -> url.toString().replaceFirst("/+$", "") + "/track/");
        return new MappingSurroundings(Sites.of(settings), settings.timeZone(), track, hidden);
    }
}
