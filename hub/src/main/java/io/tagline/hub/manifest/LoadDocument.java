package io.tagline.hub.manifest;

import io.tagline.wire.Direction;
import java.util.List;

/**
 * A load as it is put. No tracking number is in it twice.
 *
 * @param load its id, e.g. a truck's run
 * @param direction the way that counts as passing; {@code UNKNOWN} for either
 * @param expected tracking numbers of the parcels that belong to it, normalised
 * @param refuse what must not pass
 */
public record LoadDocument(String load, Direction direction, List<String> expected, List<Refused> refuse) {
    public LoadDocument {
        expected = List.copyOf(expected);
        refuse = List.copyOf(refuse);
    }

    /**
     * A parcel that must not pass.
     *
     * @param trackingNumber normalised
     * @param reason a word for staff: {@code held}, {@code customs}, {@code stolen} …
     */
    public record Refused(String trackingNumber, String reason) {}

    int parcels() {
        return expected.size() + refuse.size();
    }
}
