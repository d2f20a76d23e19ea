package io.tagline.edge;

import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Which parcels were stopped at each portal since somebody last acknowledged that; where nobody can, those of the last half minute.
 * Safe for any thread.
 */
final class HeldStops {
    /** Of a portal, the newest: more than fit on a cart, and nobody looks for more than are on one. */
    static final int MOST = 100;

    /** As long as the light is red where nobody can acknowledge. */
    static final Duration UNATTENDED = Duration.ofSeconds(30);

    private final BooleanSupplier attended;
    private final Ticker ticker;
    private final Map<PortalId, List<Judgement>> held = new ConcurrentHashMap<>();

    /** @param attended whether somebody can {@link #acknowledge} */
    HeldStops(BooleanSupplier attended, Ticker ticker) {
        this.attended = attended;
        this.ticker = ticker;
    }

    /** A parcel that is pushed against the red light again is held once, for its last reason. */
    void saw(Judgement judgement) {
        if (judgement.verdict().isStop()) {
            var unused = held.merge(judgement.portal(), List.of(judgement), (before, last) -> Stream.concat(
                            last.stream(),
                            before.stream().filter(stop -> !stop.epc().equals(judgement.epc())))
                    .limit(MOST)
                    .toList());
        }
    }

    void acknowledge(PortalId portal) {
        held.remove(portal);
    }

    /** The newest first; empty where nothing is held. */
    List<Judgement> at(PortalId portal) {
        List<Judgement> stops = held.getOrDefault(portal, List.of());
        if (attended.getAsBoolean()) {
            return stops;
        }
        long now = ticker.nanos();
        return stops.stream()
                .filter(stop -> now - stop.atTick() < UNATTENDED.toNanos())
                .toList();
    }
}
