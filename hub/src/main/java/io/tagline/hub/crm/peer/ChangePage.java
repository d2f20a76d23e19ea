package io.tagline.hub.crm.peer;

import java.util.List;

/**
 * Some of what changed in a CRM, the oldest first.
 *
 * @param cursor where to go on, in the CRM's own words (its clock, with what overlap it needs); pages overlap: the same change may
 *     come again, none is left out
 * @param more whether there is more by now
 */
public record ChangePage(List<Found> changes, String cursor, boolean more) {
    public ChangePage {
        changes = List.copyOf(changes);
    }
}
