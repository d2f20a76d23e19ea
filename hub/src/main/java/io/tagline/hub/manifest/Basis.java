package io.tagline.hub.manifest;

import java.util.Map;
import java.util.Set;

/**
 * What an agent's manifest is made from: as long as it is equal, so is the manifest.
 *
 * @param portals that the agent watches
 * @param revisions of the open loads of its site, by portal
 */
public record Basis(Set<String> portals, Map<String, Long> revisions) {
    public Basis {
        portals = Set.copyOf(portals);
        revisions = Map.copyOf(revisions);
    }
}
