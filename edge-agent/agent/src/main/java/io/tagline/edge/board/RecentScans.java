package io.tagline.edge.board;

import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.portal.PortalId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last verdicts of each portal. Confined to the thread {@code board}. */
final class RecentScans {
    /** The most of a portal: one in large letters and what fits below it. */
    static final int MOST = 6;

    private final Map<PortalId, Deque<Judgement>> byPortal = new HashMap<>();

    void add(Judgement judgement) {
        Deque<Judgement> scans = byPortal.computeIfAbsent(judgement.portal(), made -> new ArrayDeque<>());
        scans.addFirst(judgement);
        if (scans.size() > MOST) {
            scans.removeLast();
        }
    }

    /** The newest first; portals that are not on the board are forgotten. */
    Map<PortalId, List<Judgement>> of(Set<PortalId> portals) {
        byPortal.keySet().retainAll(portals);
        Map<PortalId, List<Judgement>> scans = new HashMap<>();
        byPortal.forEach((portal, list) -> scans.put(portal, List.copyOf(list)));
        return scans;
    }
}
