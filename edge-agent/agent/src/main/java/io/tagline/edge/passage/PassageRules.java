package io.tagline.edge.passage;

/** What all tracks of a detector share. Immutable. */
record PassageRules(PortalSides portals, PlaceModel model, PassageSettings settings) {
    long visitGapNanos() {
        return settings.visitGap().toNanos();
    }
}
