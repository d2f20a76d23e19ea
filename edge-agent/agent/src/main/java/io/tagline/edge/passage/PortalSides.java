package io.tagline.edge.passage;

import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.Side;
import java.util.List;

/** The portals of an agent by number, and whether a direction can be told there. Immutable. */
final class PortalSides {
    private final List<PortalId> portals;
    private final int[] portalOf;
    private final int[] sideOf;
    private final boolean[] twoSided;
    private final int lanes;

    PortalSides(PortalMap map) {
        portals = map.portals();
        portalOf = new int[map.antennas().size()];
        sideOf = new int[portalOf.length];
        boolean[][] seen = new boolean[portals.size()][Side.values().length];
        for (PortalAntenna antenna : map.antennas()) {
            int portal = portals.indexOf(antenna.portal());
            portalOf[antenna.index()] = portal;
            sideOf[antenna.index()] = antenna.side().index();
            seen[portal][antenna.side().index()] = true;
        }
        twoSided = new boolean[portals.size()];
        int count = 0;
        for (int portal = 0; portal < twoSided.length; portal++) {
            twoSided[portal] = seen[portal][0] && seen[portal][1];
            count += twoSided[portal] ? 1 : 0;
        }
        lanes = count;
    }

    int portalOf(PortalAntenna antenna) {
        return portalOf[antenna.index()];
    }

    int portalOf(int antenna) {
        return portalOf[antenna];
    }

    /** 0 inside, 1 outside. */
    int sideOf(int antenna) {
        return sideOf[antenna];
    }

    int antennas() {
        return portalOf.length;
    }

    int count() {
        return portals.size();
    }

    PortalId id(int portal) {
        return portals.get(portal);
    }

    boolean twoSided(int portal) {
        return twoSided[portal];
    }

    /** Portals with antennas on both sides. */
    int lanes() {
        return lanes;
    }
}
