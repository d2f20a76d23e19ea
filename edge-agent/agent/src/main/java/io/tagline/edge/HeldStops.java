package io.tagline.edge;

import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.portal.PortalId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** At which portals a parcel was stopped and nobody has acknowledged it; at most one mark for each portal. Safe for any thread. */
final class HeldStops {
    private final Set<PortalId> held = ConcurrentHashMap.newKeySet();

    void saw(Judgement judgement) {
        if (judgement.verdict().isStop()) {
            held.add(judgement.portal());
        }
    }

    void acknowledge(PortalId portal) {
        held.remove(portal);
    }

    boolean isHeld(PortalId portal) {
        return held.contains(portal);
    }
}
