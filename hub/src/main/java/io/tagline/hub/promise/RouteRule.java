package io.tagline.hub.promise;

import io.tagline.hub.tracking.Route;
import java.util.Set;

/**
 * Which parcels take a route: those of these services ({@code any} if there are none), to this area, that are first seen at the
 * route's first stop.
 */
public record RouteRule(Route route, Set<String> services, Area to) {
    public RouteRule {
        services = Set.copyOf(services);
    }

    boolean isFor(Shipment shipment, String firstSite) {
        return (services.isEmpty() || services.contains(shipment.service()))
                && to.holds(shipment.to())
                && route.stops().get(0).site().equals(firstSite);
    }
}
