package io.tagline.simulator.dock;

/**
 * A point at the dock, or a direction, in metres.
 *
 * @param x along the wall
 * @param y through it: negative is inside, positive outside
 * @param z above the floor
 */
public record Place(double x, double y, double z) {
    Place plus(Place other) {
        return new Place(x + other.x, y + other.y, z + other.z);
    }

    Place minus(Place other) {
        return new Place(x - other.x, y - other.y, z - other.z);
    }

    Place times(double factor) {
        return new Place(x * factor, y * factor, z * factor);
    }

    double dot(Place other) {
        return x * other.x + y * other.y + z * other.z;
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    /** The same direction, one metre long. */
    Place unit() {
        return times(1 / Math.max(length(), 1e-9));
    }

    /** Seen in a floor that mirrors. */
    Place mirrored() {
        return new Place(x, y, -z);
    }
}
