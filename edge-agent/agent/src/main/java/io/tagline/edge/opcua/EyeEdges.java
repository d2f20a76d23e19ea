package io.tagline.edge.opcua;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * When parcels came to a photo-eye: the last {@link #KEPT} leading edges, by the time at which the PLC saw them. Each is one parcel's.
 * Confined to who holds the lock of its line.
 */
final class EyeEdges {
    /** A parcel every 200 ms for ten seconds. */
    static final int KEPT = 50;

    private static final class Edge {
        private final long tick;
        private boolean used;

        Edge(long tick) {
            this.tick = tick;
        }

        long from(long otherTick) {
            return Math.abs(tick - otherTick);
        }
    }

    private final Deque<Edge> edges = new ArrayDeque<>();
    private boolean dark;

    /** How the eye is from now on; a parcel is there from the first moment that it is interrupted. */
    void add(PlcChange change) {
        if (change.quality() == PlcChange.Quality.BAD) {
            dark = false;
            return;
        }
        // what stood in front of it when the PLC was found came at a time that nobody knows
        if (change.on() && !dark && !change.first()) {
            edges.addLast(new Edge(change.atTick()));
            if (edges.size() > KEPT) {
                edges.removeFirst();
            }
        }
        dark = change.on();
    }

    /** What is known of the parcel that crossed at a time. */
    enum Match {
        /** It came to the eye at a time. */
        FOUND,
        /** No parcel came to the eye then. */
        NONE,
        /** Two came so close to each other that either could be it. */
        AMBIGUOUS
    }

    /** @param tick when it came to the eye, if it was found */
    record Found(Match match, long tick) {}

    /**
     * The parcel nearest to a time, unless another one is nearly as near: none is diverted rather than the wrong one.
     *
     * @param windowNanos further away it is another one's
     */
    Found nearest(long crossingTick, long windowNanos) {
        Optional<Edge> best = Optional.empty();
        long second = Long.MAX_VALUE;
        for (Edge edge : edges) {
            long away = edge.from(crossingTick);
            if (edge.used || away > windowNanos) {
                continue;
            }
            if (best.isEmpty() || away < best.get().from(crossingTick)) {
                second = best.map(other -> other.from(crossingTick)).orElse(Long.MAX_VALUE);
                best = Optional.of(edge);
            } else {
                second = Math.min(second, away);
            }
        }
        if (best.isEmpty()) {
            return new Found(Match.NONE, 0);
        }
        return new Found(second / 2 < best.get().from(crossingTick) ? Match.AMBIGUOUS : Match.FOUND, best.get().tick);
    }

    /** That parcel has its verdict. */
    void use(long tick) {
        edges.stream()
                .filter(edge -> edge.tick == tick && !edge.used)
                .findFirst()
                .ifPresent(edge -> edge.used = true);
    }
}
