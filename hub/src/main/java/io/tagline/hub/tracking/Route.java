package io.tagline.hub.tracking;

import java.util.List;

/**
 * The sites that a parcel should pass, in order.
 *
 * @param id names it in notes for staff
 */
public record Route(String id, List<Stop> stops) {
    /** @throws IllegalArgumentException for no stops, or one site twice */
    public Route {
        stops = List.copyOf(stops);
        if (stops.isEmpty()) {
            throw new IllegalArgumentException("route \"" + id + "\" has no stops: expected one at least");
        }
        if (stops.stream().map(Stop::site).distinct().count() < stops.size()) {
            throw new IllegalArgumentException("route \"" + id + "\" has a site twice: expected each once");
        }
    }

    /** The place of a site on it, from 0; -1 for one that is not on it. */
    int indexOf(String site) {
        for (int i = 0; i < stops.size(); i++) {
            if (stops.get(i).site().equals(site)) {
                return i;
            }
        }
        return -1;
    }

    /** For notes: {@code ott-1 > mtl-1}. */
    @Override
    public String toString() {
        return String.join(" > ", stops.stream().map(Stop::site).toList());
    }
}
