package io.tagline.hub.crm;

import io.tagline.hub.party.CustomerId;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One thing of ours at one place of a CRM.
 *
 * @param place which part of the mapping makes its record, e.g. {@code customer}, {@code event-on-order}: 1 to 40 of a-z, 0-9 and -
 * @param id of the thing; of an event, the tracking event's
 * @param partition whose things are sent one at a time, in order: the order's payer, or who that was before as long as
 *     anything waits in that one's name
 */
public record Target(String place, Entity entity, UUID id, CustomerId partition) {
    private static final Pattern PLACE = Pattern.compile("[a-z0-9-]{1,40}");

    public Target {
        if (!PLACE.matcher(place).matches()) {
            throw new IllegalArgumentException("place \"" + place + "\": expected 1 to 40 of a-z, 0-9 and -");
        }
    }

    /** The same, in step with another customer's things. */
    Target in(CustomerId other) {
        return other.equals(partition) ? this : new Target(place, entity, id, other);
    }
}
