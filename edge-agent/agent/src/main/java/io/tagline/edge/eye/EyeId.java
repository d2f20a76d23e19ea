package io.tagline.edge.eye;

import io.tagline.edge.portal.PortalId;

/** One eye: a portal has at most one in each position. */
public record EyeId(PortalId portal, EyePosition position) {
    @Override
    public String toString() {
        return portal + " " + position.code();
    }
}
