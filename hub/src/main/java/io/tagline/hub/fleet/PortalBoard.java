package io.tagline.hub.fleet;

import io.tagline.hub.fleet.PortalBoardView.PortalScan;
import io.tagline.hub.ledger.ScanLedger;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tagging.Carried;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Sighting;
import io.tagline.hub.tracking.Site;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.SitePortal;
import io.tagline.hub.tracking.Tracker;
import io.tagline.wire.Direction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What passes each portal, for the screen at the door and for operations. Safe for any thread. */
public final class PortalBoard {
    private static final int MOST = 20;

    private final Transactions transactions;
    private final SiteMap sites;
    private final Tracker tracker;
    private final InstantSource clock;

    public PortalBoard(Transactions transactions, SiteMap sites, Tracker tracker, InstantSource clock) {
        this.transactions = transactions;
        this.sites = sites;
        this.tracker = tracker;
        this.clock = clock;
    }

    /** A portal by its ids and its names. */
    public record PortalName(String site, String siteName, String portal, String portalName) {}

    /** The portals of the settings, in their order. */
    public List<PortalName> portals() {
        List<PortalName> names = new ArrayList<>();
        for (Site site : sites.sites()) {
            for (SitePortal portal : site.portals()) {
                names.add(new PortalName(site.id(), site.name(), portal.id(), portal.name()));
            }
        }
        return names;
    }

    /** The board of a portal; one that nothing has passed is empty. */
    public PortalBoardView of(String site, String portal) {
        Instant day = clock.instant()
                .atZone(sites.timeZone(site))
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
        return transactions.read(tx -> {
            Map<Direction, Long> counts = ScanLedger.countSince(tx, site, portal, day);
            return new PortalBoardView(
                    site,
                    sites.site(site).map(Site::name).orElse(site),
                    portal,
                    sites.portal(site, portal).name(),
                    day,
                    counts.getOrDefault(Direction.IN, 0L),
                    counts.getOrDefault(Direction.OUT, 0L),
                    counts.getOrDefault(Direction.UNKNOWN, 0L),
                    recent(tx, site, portal));
        });
    }

    private List<PortalScan> recent(Tx tx, String site, String portal) {
        List<Sighting> sightings = ScanLedger.newest(tx, site, portal, MOST);
        Map<Sighting, ParcelId> parcels = new HashMap<>();
        for (Carried carried : TagBindings.parcelsCarrying(tx, sightings)) {
            parcels.put(carried.sighting(), carried.parcel());
        }
        Map<ParcelId, String> numbers = TagBindings.trackingNumbers(tx, parcels.values());
        List<PortalScan> scans = new ArrayList<>();
        for (Sighting sighting : sightings) {
            Optional<ParcelId> parcel = Optional.ofNullable(parcels.get(sighting));
            var scan = sighting.scan();
            scans.add(new PortalScan(
                    sighting.at(),
                    scan.epc(),
                    scan.direction(),
                    scan.confidence(),
                    parcel.map(numbers::get),
                    parcel.map(
                            id -> tracker.interpret(sighting, id, sighting.at()).kind())));
        }
        return scans;
    }
}
