package io.tagline.edge.opcua;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.time.Ticker;
import io.tagline.wire.KnownProblem;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How conveyors and lanes stand, as far as the PLC says so. Without a PLC, without a node for it or without a session nothing is known,
 * and nothing is stopped or full. Safe for any thread.
 */
public final class ConveyorState {
    /** Lanes fill and empty in the course of work. */
    static final Duration FULL_FOR = Duration.ofSeconds(10);

    private record Full(PlcNode node, long sinceTick) {}

    private final Ticker ticker;
    private final Map<String, Boolean> running = new ConcurrentHashMap<>();
    private final Map<Integer, Full> full = new ConcurrentHashMap<>();

    public ConveyorState(PlcChanges changes, Ticker ticker, Counters counters) {
        this.ticker = ticker;
        changes.on(PlcSignal.CONVEYOR_RUNNING, this::runs);
        changes.on(PlcSignal.LANE_FULL, this::fills);
        counters.gauge(
                "tagline_plc_conveyors_stopped",
                "Conveyors that stand still, as the PLC says.",
                () -> running.values().stream().filter(moves -> !moves).count());
        counters.gauge("tagline_plc_lanes_full", "Lanes that take no more parcels, as the PLC says.", full::size);
    }

    private void runs(PlcChange change) {
        String portal = change.node().portal();
        if (change.quality() == PlcChange.Quality.BAD) {
            running.remove(portal);
        } else {
            running.put(portal, change.on());
        }
    }

    private void fills(PlcChange change) {
        int lane = change.node().number();
        if (change.on()) {
            full.putIfAbsent(lane, new Full(change.node(), ticker.nanos()));
        } else {
            full.remove(lane);
        }
    }

    /** Whether the conveyor through a portal stands still: that nothing passes there says nothing then. */
    public boolean isStopped(String portal) {
        return !Optional.ofNullable(running.get(portal))
                .or(() -> Optional.ofNullable(running.get("")))
                .orElse(true);
    }

    /** Whether a lane takes no more parcels. */
    boolean isFull(int lane) {
        return full.containsKey(lane);
    }

    /** The lanes that have been full for a while. */
    public List<Problem> problems() {
        long now = ticker.nanos();
        return full.values().stream()
                .filter(each -> now - each.sinceTick() >= FULL_FOR.toNanos())
                .sorted(Comparator.comparingInt(each -> each.node().number()))
                .map(each -> new Problem(
                        KnownProblem.PLC_LANE_FULL.code(),
                        "lane " + each.node().number(),
                        "lane " + each.node().number() + " has been full for "
                                + Duration.ofNanos(now - each.sinceTick()).toSeconds()
                                + " s; its parcels go to the default lane"))
                .toList();
    }
}
