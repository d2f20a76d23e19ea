package io.tagline.edge.portal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All antennas of an agent by reader and number: where a read becomes a read at a portal. Immutable, safe for any thread.
 */
public final class PortalMap {
    private static final PortalAntenna[] NONE = {};

    private final List<PortalAntenna> antennas;
    private final List<PortalId> portals;
    private final Map<ReaderId, @Nullable PortalAntenna[]> byReader;

    /**
     * Indexes the antennas.
     *
     * @param antennas in the order of their {@link PortalAntenna#index()}, which runs from 0 without gaps
     * @throws IllegalArgumentException if an index is out of order, or two portals or sides share an antenna
     */
    public PortalMap(List<PortalAntenna> antennas) {
        this.antennas = List.copyOf(antennas);
        this.byReader = new HashMap<>();
        Set<PortalId> names = new LinkedHashSet<>();
        for (int i = 0; i < this.antennas.size(); i++) {
            PortalAntenna antenna = this.antennas.get(i);
            if (antenna.index() != i) {
                throw new IllegalArgumentException("antenna " + antenna.antenna() + " of reader " + antenna.reader()
                        + " has index " + antenna.index() + "; expected " + i + ", its place in the list");
            }
            names.add(antenna.portal());
            place(antenna);
        }
        this.portals = List.copyOf(names);
    }

    private void place(PortalAntenna antenna) {
        @Nullable PortalAntenna[] known = byReader.getOrDefault(antenna.reader(), NONE);
        if (known.length <= antenna.antenna()) {
            known = Arrays.copyOf(known, antenna.antenna() + 1);
            byReader.put(antenna.reader(), known);
        }
        PortalAntenna taken = known[antenna.antenna()];
        if (taken != null) {
            throw new IllegalArgumentException("antenna " + antenna.antenna() + " of reader " + antenna.reader()
                    + " watches " + taken.portal() + " " + taken.side().code() + " and " + antenna.portal() + " "
                    + antenna.side().code() + "; expected one portal and side for each antenna");
        }
        known[antenna.antenna()] = antenna;
    }

    /** The place of a reader's antenna, or null if it watches no portal. Makes no garbage. */
    public @Nullable PortalAntenna at(ReaderId reader, int antenna) {
        @Nullable PortalAntenna[] known = byReader.get(reader);
        return known == null || antenna < 0 || antenna >= known.length ? null : known[antenna];
    }

    /** The place of a reader's only antenna; null if it has several, or none that watches a portal. */
    public @Nullable PortalAntenna only(ReaderId reader) {
        PortalAntenna found = null;
        for (PortalAntenna antenna : antennas) {
            if (antenna.reader().equals(reader)) {
                if (found != null) {
                    return null;
                }
                found = antenna;
            }
        }
        return found;
    }

    /** All antennas, by index. */
    public List<PortalAntenna> antennas() {
        return antennas;
    }

    /** All portals, in the order in which the antennas name them. */
    public List<PortalId> portals() {
        return portals;
    }
}
