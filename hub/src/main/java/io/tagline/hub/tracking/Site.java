package io.tagline.hub.tracking;

import java.time.ZoneId;
import java.util.List;

/**
 * A depot or post office.
 *
 * @param id as agents name it
 * @param name for staff
 * @param place for customers, a town; never an address
 * @param timeZone in which its days begin
 * @param kind what it is for
 */
public record Site(String id, String name, String place, ZoneId timeZone, SiteKind kind, List<SitePortal> portals) {
    public Site {
        portals = List.copyOf(portals);
    }

    /** One that sorts. */
    public Site(String id, String name, String place, ZoneId timeZone, List<SitePortal> portals) {
        this(id, name, place, timeZone, SiteKind.SORTING, portals);
    }
}
