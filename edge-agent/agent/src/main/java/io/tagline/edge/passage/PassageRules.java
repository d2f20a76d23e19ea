package io.tagline.edge.passage;

/** What all tracks of a detector share. Confined to its thread. */
record PassageRules(PortalSides portals, PlaceModel model, PassageSettings settings, AirTime air) {
    long visitGapNanos() {
        return settings.visitGap().toNanos();
    }
}
