package io.tagline.hub.tracking;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sites of the settings. What it does not know gets default meanings, so that a new door works before it is named. */
public final class SiteMap {
    private final List<Site> sites;
    private final ZoneId elsewhere;
    private final Map<String, Site> byId = new HashMap<>();
    private final Map<String, Map<String, SitePortal>> portals = new HashMap<>();

    /**
     * @param elsewhere time zone of sites that settings do not name
     * @throws IllegalArgumentException for two sites, or two portals of a site, of one id
     */
    public SiteMap(List<Site> sites, ZoneId elsewhere) {
        this.sites = List.copyOf(sites);
        this.elsewhere = elsewhere;
        for (Site site : this.sites) {
            if (byId.put(site.id(), site) != null) {
                throw new IllegalArgumentException(
                        "site \"" + site.id() + "\" is there twice: expected one of each id");
            }
            Map<String, SitePortal> doors = new HashMap<>();
            for (SitePortal portal : site.portals()) {
                if (doors.put(portal.id(), portal) != null) {
                    throw new IllegalArgumentException("portal \"" + portal.id() + "\" of site \"" + site.id()
                            + "\" is there twice: expected one of each id");
                }
            }
            portals.put(site.id(), doors);
        }
    }

    /** All sites, in the order of the settings. */
    public List<Site> sites() {
        return sites;
    }

    /** The site of this id, or empty if settings do not name it. */
    public Optional<Site> site(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The customer's word for a site: its place, or its id if settings do not name it. */
    public String place(String site) {
        Site known = byId.get(site);
        return known == null ? site : known.place();
    }

    /** What a site is for: sorting, if settings do not say. */
    public SiteKind kind(String site) {
        Site known = byId.get(site);
        return known == null ? SiteKind.SORTING : known.kind();
    }

    /** The time zone of a site. */
    public ZoneId timeZone(String site) {
        Site known = byId.get(site);
        return known == null ? elsewhere : known.timeZone();
    }

    /** A portal, with default meanings if settings do not name it. */
    public SitePortal portal(String site, String portal) {
        SitePortal known = portals.getOrDefault(site, Map.of()).get(portal);
        return known == null ? SitePortal.unnamed(portal) : known;
    }
}
