package io.tagline.edge.board;

import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.LoadProgress;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.time.WallMapping;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The agent at one moment as the board shows it; the verdicts come by {@link Board#show}.
 *
 * @param now the gateway's clock
 * @param doors in the order of the settings; beyond {@link #MOST_DOORS} they are left out
 * @param readers of all doors; beyond {@link #MOST_READERS} they are left out
 * @param manifest the one in hand; empty if there is none
 */
public record BoardView(WallMapping now, List<Door> doors, List<Part> readers, Part uplink, Optional<InHand> manifest) {
    /** The most doors on a board: bounds a page to about 60 kB. */
    public static final int MOST_DOORS = 24;

    /** The most readers on a board. */
    public static final int MOST_READERS = 24;

    public BoardView {
        doors = doors.stream().limit(MOST_DOORS).toList();
        readers = readers.stream().limit(MOST_READERS).toList();
    }

    /**
     * One door.
     *
     * @param load how far its load is; empty if none is open
     * @param stops the parcels for which its light is red until somebody acknowledges that, the newest first
     */
    public record Door(PortalId id, Optional<LoadProgress> load, List<Judgement> stops) {
        public Door {
            stops = List.copyOf(stops);
        }

        boolean red() {
            return !stops.isEmpty();
        }
    }

    /** The manifest in hand: when it was made, and whether the hub was not heard for so long that it may be out of date. */
    public record InHand(Instant issuedAt, boolean old) {}

    /** How a part of the agent is. */
    public enum Level {
        /** As it should be. */
        GOOD,
        /** On its way there. */
        WAITING,
        /** Not as it should be. */
        BAD
    }

    /**
     * A part of the agent.
     *
     * @param name its id; empty where there is but one
     * @param code of its state, a stable word
     */
    public record Part(String name, String code, Level level) {
        /** A reader whose link is in a state of this code. */
        public static Part reader(String id, String code) {
            return new Part(
                    id,
                    code,
                    switch (code) {
                        case "reading" -> Level.GOOD;
                        case "starting", "dialling", "listening", "greeting", "configuring" -> Level.WAITING;
                        default -> Level.BAD;
                    });
        }

        /** The uplink in a state of this code. */
        public static Part uplink(String code) {
            return new Part(
                    "",
                    code,
                    switch (code) {
                        case "online" -> Level.GOOD;
                        case "idle", "connecting", "draining" -> Level.WAITING;
                        default -> Level.BAD;
                    });
        }
    }

    Optional<Door> door(String id) {
        return doors.stream().filter(door -> door.id().value().equals(id)).findFirst();
    }
}
