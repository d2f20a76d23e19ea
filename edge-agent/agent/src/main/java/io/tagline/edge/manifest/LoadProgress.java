package io.tagline.edge.manifest;

import io.tagline.edge.portal.PortalId;
import java.util.List;

/**
 * How far a portal's load is.
 *
 * @param load its id
 * @param expected parcels of the load
 * @param passed of those, how many have passed
 * @param missing tracking numbers of some that have not, in their order, at most {@link Judge#MOST_MISSING}
 */
public record LoadProgress(PortalId portal, String load, int expected, int passed, List<String> missing) {
    public LoadProgress {
        missing = List.copyOf(missing);
    }
}
