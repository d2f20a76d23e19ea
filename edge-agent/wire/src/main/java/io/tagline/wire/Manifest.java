package io.tagline.wire;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hub's word on what is to pass an agent's portals, and what is not. The whole of it each time: a portal that is not in it has no
 * load open.
 *
 * @param version grows with every change; an agent keeps the highest that it has seen
 * @param issuedAt when the hub made it
 * @param portals by id, in the form that EPCs and ids have in {@link Scan}
 */
public record Manifest(long version, Instant issuedAt, Map<String, Portal> portals) {
    /**
     * The most parcels of a manifest, expected and refused together. As objects of the agent they take 5 MB of its 48; no door of a
     * depot loads that many in a day.
     */
    public static final int MOST_PARCELS = 20_000;

    /** The most characters of a load's id, a tracking number, a reason or an EPC, which has 124 at most. */
    public static final int MOST_TEXT = 124;

    public Manifest {
        portals = Map.copyOf(portals);
        if (version < 1) {
            throw new IllegalArgumentException("manifest version " + version + ": expected 1 or more");
        }
        int parcels = portals.values().stream().mapToInt(Portal::parcels).sum();
        if (parcels > MOST_PARCELS) {
            throw new IllegalArgumentException(
                    "manifest of " + parcels + " parcels: expected at most " + MOST_PARCELS + " for one agent");
        }
    }

    /**
     * One portal's part.
     *
     * @param load what is loaded or unloaded here, e.g. a truck's run; parcels that passed are counted for as long as it stays the same
     * @param direction the way that counts as passing; {@code UNKNOWN} for either
     * @param expected parcels that belong to the load
     * @param refuse what must not pass here, by EPC
     */
    public record Portal(String load, Direction direction, List<Expected> expected, Map<String, Refusal> refuse) {
        public Portal {
            expected = List.copyOf(expected);
            refuse = Map.copyOf(refuse);
            requireShort("load", load);
            Map<String, Expected> byEpc = new HashMap<>();
            for (Expected parcel : expected) {
                if (byEpc.putIfAbsent(parcel.epc(), parcel) != null) {
                    throw new IllegalArgumentException(
                            "EPC " + parcel.epc() + " is expected twice for load \"" + load + "\": expected once");
                }
            }
        }

        int parcels() {
            return expected.size() + refuse.size();
        }
    }

    /**
     * A parcel that is to pass.
     *
     * @param epc of its tag, upper-case hexadecimal
     * @param parcel its tracking number; nothing else about it is told to a depot's door
     */
    public record Expected(String epc, String parcel) {
        public Expected {
            requireShort("EPC", epc);
            requireShort("parcel", parcel);
        }
    }

    /**
     * Why a parcel must not pass.
     *
     * @param parcel its tracking number
     * @param reason a word for staff: {@code held}, {@code customs}, {@code stolen}, {@value #WRONG_DOOR} …
     */
    public record Refusal(String parcel, String reason) {
        /** The reason of a parcel that belongs to a portal of some other agent. */
        public static final String WRONG_DOOR = "wrong-door";

        public Refusal {
            requireShort("parcel", parcel);
            requireShort("reason", reason);
        }
    }

    private static void requireShort(String what, String text) {
        if (text.isEmpty() || text.length() > MOST_TEXT) {
            throw new IllegalArgumentException(
                    what + " \"" + Excerpt.of(text) + "\": expected 1 to " + MOST_TEXT + " characters");
        }
    }
}
