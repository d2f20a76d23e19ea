package io.tagline.edge;

import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.portal.PortalId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Which parcels were stopped at each portal since somebody last acknowledged that. Safe for any thread. */
final class HeldStops {
    /** Of a portal, the newest: more than fit on a cart, and nobody looks for more than are on one. */
    static final int MOST = 100;

    private final Map<PortalId, List<Judgement>> held = new ConcurrentHashMap<>();

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
        return held.getOrDefault(portal, List.of());
    }
}
