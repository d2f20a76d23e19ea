package io.tagline.edge.board;

import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.portal.PortalId;
import java.util.List;
import java.util.Map;

/**
 * What all pages show at one moment.
 *
 * @param version grows by one with each state
 * @param atTick when it was made, elapsed time
 * @param scans the last ones by portal, the newest first
 */
record BoardState(long version, long atTick, BoardView view, Map<PortalId, List<Judgement>> scans) {
    BoardState {
        scans = Map.copyOf(scans);
    }

    List<Judgement> scans(PortalId portal) {
        return scans.getOrDefault(portal, List.of());
    }
}
