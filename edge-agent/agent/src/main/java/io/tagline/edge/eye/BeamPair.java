package io.tagline.edge.eye;

import io.tagline.wire.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Two beams in a row: what breaks the outer one first goes in. Both edges have a say, so that a cart that comes up, breaks both and
 * goes back is none that went through.
 */
final class BeamPair {
    /** From one beam to the next: half a metre at the pace of somebody who looks for a place to put the parcel. */
    private static final long BETWEEN_NANOS = Duration.ofMillis(1500).toNanos();

    /** Closer together than this the edges say nothing about order: it is the jitter of eyes and wires. */
    private static final long SAME_NANOS = Duration.ofMillis(10).toNanos();

    private final Eye outer;
    private final Eye inner;

    /** @param outer the one that a parcel on its way in meets first */
    BeamPair(Eye outer, Eye inner) {
        this.outer = outer;
        this.inner = inner;
    }

    /**
     * The crossing nearest to a time, if one is that near. Windows of one beam alone are none: nothing went through.
     *
     * @param way with carts in both directions close together, one that went this way goes before nearer ones that did not
     */
    Optional<Crossing> nearest(long tick, long withinNanos, Direction way) {
        List<Crossing> near = new ArrayList<>();
        for (EyeWindow window : outer.windows()) {
            partner(window)
                    .map(other -> crossing(window, other))
                    .filter(crossing -> crossing.distance(tick) <= withinNanos)
                    .ifPresent(near::add);
        }
        Comparator<Crossing> order = Comparator.comparing(crossing -> crossing.contradicts(way));
        return near.stream().min(order.thenComparing(crossing -> crossing.distance(tick)));
    }

    /** The window of the inner beam that begins nearest to this one, if little time is between the two. */
    private Optional<EyeWindow> partner(EyeWindow window) {
        return inner.nearest(window.openTick(), BETWEEN_NANOS).filter(other -> gap(window, other) <= BETWEEN_NANOS);
    }

    private static long gap(EyeWindow one, EyeWindow other) {
        return Math.max(one.openTick(), other.openTick()) - Math.min(one.closeTick(), other.closeTick());
    }

    /** The line is where the beam in the middle is, else halfway between the two. */
    private Crossing crossing(EyeWindow outside, EyeWindow inside) {
        Direction direction = direction(outside, inside);
        if (outer.position() == EyePosition.MIDDLE) {
            return new Crossing(outside.openTick(), outside.closeTick(), direction);
        } else if (inner.position() == EyePosition.MIDDLE) {
            return new Crossing(inside.openTick(), inside.closeTick(), direction);
        }
        long to = outside.isOpen() || inside.isOpen()
                ? EyeWindow.STILL_OPEN
                : halfway(outside.closeTick(), inside.closeTick());
        return new Crossing(halfway(outside.openTick(), inside.openTick()), to, direction);
    }

    private static Direction direction(EyeWindow outside, EyeWindow inside) {
        int opened = order(inside.openTick() - outside.openTick());
        int closed = outside.isOpen() && inside.isOpen()
                ? opened
                : order(
                        inside.isOpen()
                                ? SAME_NANOS
                                : outside.isOpen() ? -SAME_NANOS : inside.closeTick() - outside.closeTick());
        if (opened == 0 || opened != closed) {
            return Direction.UNKNOWN;
        }
        return opened > 0 ? Direction.IN : Direction.OUT;
    }

    private static int order(long nanos) {
        return Math.abs(nanos) < SAME_NANOS ? 0 : Long.signum(nanos);
    }

    private static long halfway(long one, long other) {
        return one + (other - one) / 2;
    }
}
