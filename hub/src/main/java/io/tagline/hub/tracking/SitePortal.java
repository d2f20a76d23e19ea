package io.tagline.hub.tracking;

/**
 * A portal of a site and what passing it means.
 *
 * @param id as agents name it
 * @param name for people
 * @param in what a passage inwards means, by default {@link EventKind#ARRIVED}
 * @param out what a passage outwards means, by default {@link EventKind#DEPARTED}
 */
public record SitePortal(String id, String name, EventKind in, EventKind out) {
    /** A portal that settings do not know: named by its id, with the default meanings. */
    public static SitePortal unnamed(String id) {
        return new SitePortal(id, id, EventKind.ARRIVED, EventKind.DEPARTED);
    }
}
