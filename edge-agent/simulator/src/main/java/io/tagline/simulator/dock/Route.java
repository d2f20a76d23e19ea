package io.tagline.simulator.dock;

import java.util.ArrayList;
import java.util.List;

/**
 * Where something is over time: straight lines from stop to stop. Before the first stop and after the last one it is nowhere.
 *
 * @param stops in order of time, at least one
 */
public record Route(List<Stop> stops) {
    /**
     * A place on the floor at a time.
     *
     * @param seconds since it set out
     */
    public record Stop(double seconds, double x, double y) {}

    public Route {
        stops = List.copyOf(stops);
        for (int i = 1; i < stops.size(); i++) {
            if (stops.get(i).seconds() < stops.get(i - 1).seconds()) {
                throw new IllegalArgumentException(
                        "stop " + i + " at " + stops.get(i).seconds() + " s comes after one at "
                                + stops.get(i - 1).seconds() + " s; expected order of time");
            }
        }
        if (stops.isEmpty()) {
            throw new IllegalArgumentException("a route without a stop; expected one at least");
        }
    }

    /** From stop to stop at one speed. */
    static Route along(double metresPerSecond, double... xy) {
        Builder builder = new Builder(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            builder.go(xy[i], xy[i + 1], metresPerSecond);
        }
        return builder.build();
    }

    /** Stays at a place. */
    static Route standing(double x, double y, double seconds) {
        return new Route(List.of(new Stop(0, x, y), new Stop(seconds, x, y)));
    }

    double seconds() {
        return stops.get(stops.size() - 1).seconds();
    }

    /** Where its middle is; on the floor. */
    Place at(double seconds) {
        Stop before = stops.get(0);
        for (Stop next : stops) {
            if (next.seconds() >= seconds && next.seconds() > before.seconds()) {
                double part = (seconds - before.seconds()) / (next.seconds() - before.seconds());
                return new Place(
                        before.x() + part * (next.x() - before.x()), before.y() + part * (next.y() - before.y()), 0);
            }
            before = next;
        }
        return new Place(before.x(), before.y(), 0);
    }

    /**
     * When something on it crosses the wall's line, and where.
     *
     * @param ahead how far it is in front of the middle, along y
     */
    List<Cut> cuts(double ahead) {
        List<Cut> cuts = new ArrayList<>();
        for (int i = 1; i < stops.size(); i++) {
            Stop from = stops.get(i - 1);
            Stop to = stops.get(i);
            double a = from.y() + ahead;
            double b = to.y() + ahead;
            if ((a < 0) != (b < 0)) {
                double part = a / (a - b);
                cuts.add(new Cut(
                        from.seconds() + part * (to.seconds() - from.seconds()),
                        from.x() + part * (to.x() - from.x()),
                        b >= 0));
            }
        }
        return cuts;
    }

    /** @param out whether it comes out at that place, or goes in */
    record Cut(double seconds, double x, boolean out) {}

    /** Builds one stop after the other. Confined to one thread. */
    static final class Builder {
        private final List<Stop> stops = new ArrayList<>();

        Builder(double x, double y) {
            stops.add(new Stop(0, x, y));
        }

        Builder go(double x, double y, double metresPerSecond) {
            Stop last = stops.get(stops.size() - 1);
            stops.add(new Stop(last.seconds() + Math.hypot(x - last.x(), y - last.y()) / metresPerSecond, x, y));
            return this;
        }

        Builder rest(double seconds) {
            Stop last = stops.get(stops.size() - 1);
            stops.add(new Stop(last.seconds() + seconds, last.x(), last.y()));
            return this;
        }

        Route build() {
            return new Route(stops);
        }
    }
}
