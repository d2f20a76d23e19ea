package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.settings.SiteSettings;
import io.tagline.hub.settings.SiteSettings.PortalSettings;
import io.tagline.hub.tracking.Site;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.SitePortal;

/** The sites of the settings as tracking knows them. */
final class Sites {

    private Sites() {}

    static SiteMap of(HubSettings settings) {
        return new SiteMap(settings.sites().stream().map(Sites::site).toList(), settings.timeZone());
    }

    private static Site site(SiteSettings site) {
        return new Site(
                site.id(),
                site.name(),
                site.place(),
                site.timeZone(),
                site.kind(),
                site.portals().stream().map(Sites::portal).toList());
    }

    private static SitePortal portal(PortalSettings portal) {
        return new SitePortal(portal.id(), portal.name(), portal.in(), portal.out());
    }
}
