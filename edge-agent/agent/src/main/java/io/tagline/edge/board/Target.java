package io.tagline.edge.board;

import java.util.Optional;

/**
 * What an address means.
 *
 * @param door id of a portal of the board, or empty for all
 */
record Target(String door, Part part) {
    /** What of a door is asked for. */
    enum Part {
        PAGE,
        EVENTS,
        ACKNOWLEDGE
    }

    /** Empty for an address that the board does not have. */
    static Optional<Target> of(String path, BoardView view) {
        if (path.equals(Paths.ALL)) {
            return Optional.of(new Target("", Part.PAGE));
        }
        if (path.equals(Paths.EVENTS)) {
            return Optional.of(new Target("", Part.EVENTS));
        }
        if (!path.startsWith(Paths.DOOR)) {
            return Optional.empty();
        }
        String rest = path.substring(Paths.DOOR.length());
        Part part = rest.endsWith(Paths.EVENTS)
                ? Part.EVENTS
                : rest.endsWith(Paths.ACKNOWLEDGE) ? Part.ACKNOWLEDGE : Part.PAGE;
        String door =
                switch (part) {
                    case PAGE -> rest;
                    case EVENTS -> rest.substring(0, rest.length() - Paths.EVENTS.length());
                    case ACKNOWLEDGE -> rest.substring(0, rest.length() - Paths.ACKNOWLEDGE.length());
                };
        return view.door(door).map(known -> new Target(door, part));
    }
}
