package io.tagline.hub.promise;

import io.tagline.hub.tracking.Expected;
import io.tagline.hub.tracking.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the settings say of promises and routes. Of levels and routes the first that fits counts.
 *
 * @param zone in which promised days begin
 * @param leastParcels with fewer parcels on a lane its times are not used
 * @param falseDeparture what went out and is seen inside within this time did not leave
 */
public record Rules(
        ZoneId zone, List<ServiceLevel> levels, List<RouteRule> routes, int leastParcels, Duration falseDeparture) {
    /** Unless settings say otherwise; the 90 % quantile of 50 parcels lies between the 82 % and the 98 % one. */
    public static final int LEAST_PARCELS = 50;

    public Rules {
        levels = List.copyOf(levels);
        routes = List.copyOf(routes);
    }

    /** Of a hub that promises nothing by itself. */
    public static Rules none(ZoneId zone) {
        return new Rules(zone, List.of(), List.of(), LEAST_PARCELS, Expected.FALSE_DEPARTURE);
    }

    /** The level for a shipment accepted on this day. */
    public Optional<ServiceLevel> level(Shipment shipment, LocalDate day) {
        return levels.stream().filter(level -> level.isFor(shipment, day)).findFirst();
    }

    /** The promised day of a shipment that the post would get now, if there is a level for it. */
    public Optional<LocalDate> dayIfAcceptedNow(Shipment shipment, Instant now) {
        return dayIfAcceptedNow(shipment, now, zone);
    }

    /** As above, where clocks are those of a zone. */
    public Optional<LocalDate> dayIfAcceptedNow(Shipment shipment, Instant now, ZoneId there) {
        return level(shipment, now.atZone(there).toLocalDate()).map(level -> level.dayFor(now, there));
    }

    /** The route for a shipment that was first seen at this site. */
    public Optional<Route> route(Shipment shipment, String firstSite) {
        return routes.stream()
                .filter(rule -> rule.isFor(shipment, firstSite))
                .map(RouteRule::route)
                .findFirst();
    }
}
