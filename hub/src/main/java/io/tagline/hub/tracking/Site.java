package io.tagline.hub.tracking;

import java.util.List;

/**
 * A depot or post office.
 *
 * @param id as agents name it
 * @param name for staff
 * @param place for customers, a town; never an address
 */
public record Site(String id, String name, String place, List<SitePortal> portals) {
    public Site {
        portals = List.copyOf(portals);
    }
}
