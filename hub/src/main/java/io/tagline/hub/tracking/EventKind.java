package io.tagline.hub.tracking;

import java.util.Optional;

/**
 * What can happen to a parcel. Its place among events of one parcel is decided by {@link Standing} first, then by time, then
 * by {@link #rank}.
 *
 * <p>Business steps and dispositions are those of GS1 CBV 2.0 (in their short form); a kind that has no equivalent there has none
 * here. UPU codes depend on the site as well: {@link UpuCode}. Codes and ranks are in stores and ids: they may never change.
 */
public enum EventKind {
    /** The order that holds it has come in; nobody has the parcel yet. */
    REGISTERED("registered", Standing.ANNOUNCED, 0, "commissioning", "active"),
    /** The post has taken it from the sender. */
    ACCEPTED("accepted", Standing.MOVING, 10, "accepting", ""),
    /** It has come into a site. */
    ARRIVED("arrived", Standing.MOVING, 20, "arriving", ""),
    /** It has been through a sorter; CBV has no step for it. For staff. */
    SORTED("sorted", Standing.MOVING, 25, "other", ""),
    /** It has left a site for another. */
    DEPARTED("departed", Standing.MOVING, 30, "departing", "in_transit"),
    /** It is with customs. */
    CUSTOMS("customs", Standing.MOVING, 32, "inspecting", ""),
    /** Customs keep it, for duty or papers. */
    CUSTOMS_HELD("customs_held", Standing.MOVING, 34, "holding", ""),
    /** Customs have let it go. */
    CUSTOMS_CLEARED("customs_cleared", Standing.MOVING, 36, "", ""),
    /** It is kept back, for a reason that is not customs'. */
    HELD("held", Standing.MOVING, 38, "holding", ""),
    /** It has been loaded for its last leg. */
    LOADED("loaded", Standing.MOVING, 40, "loading", "in_transit"),
    /** It is with the courier. */
    OUT_FOR_DELIVERY("out_for_delivery", Standing.MOVING, 50, "departing", "in_transit"),
    /** The courier could not hand it over. */
    ATTEMPT_FAILED("attempt_failed", Standing.MOVING, 52, "holding", ""),
    /** The addressee can fetch it. */
    READY_FOR_PICKUP("ready_for_pickup", Standing.MOVING, 55, "storing", ""),
    /** The addressee has it: whatever else comes to light, this stands. */
    DELIVERED("delivered", Standing.DONE, 60, "accepting", ""),
    /** It is on its way back to the sender: where it is seen from then on is a part of that way. */
    RETURNING("returning", Standing.RETURNING, 62, "shipping", "returned"),
    /** The sender has it back; no delivery. */
    RETURNED("returned", Standing.DONE, 64, "accepting", "returned"),
    /** It was seen, or somebody said something of it, but what that means is not known: never taken for good news. */
    UNKNOWN("unknown", Standing.SEEN, 5, "", ""),
    /** Derived: seen at a site that is not on its way. For staff. */
    MIS_SORTED("mis_sorted", Standing.NOTED, 1, "holding", "mismatch_instance"),
    /** Derived: longer at a site than it should be. For staff. */
    DWELLING("dwelling", Standing.NOTED, 2, "", ""),
    /** Derived: expected at a site and not seen there by then. */
    MISSING("missing", Standing.NOTED, 3, "", ""),
    /** Derived: neither delivered nor ready to be picked up on the day that was promised first. For staff: customers are told by the promise. */
    LATE("late", Standing.NOTED, 4, "", ""),
    /** Undoes another event of the parcel; says which, and why. For staff. */
    CORRECTED("corrected", Standing.NOTED, 6, "void_shipping", "");

    /** Which events outrank which, whatever their times; the later constant wins. */
    public enum Standing {
        /** A remark: no status of its own. */
        NOTED,
        /** Known of, not seen. */
        ANNOUNCED,
        /** Seen without a meaning. */
        SEEN,
        /** On its way: the latest of these is the status. */
        MOVING,
        /** On its way back. */
        RETURNING,
        /** At its end. */
        DONE
    }

    /** Where an event leaves the parcel, seen from its site. */
    public enum Whereabouts {
        /** Within the site. */
        INSIDE,
        /** On its way from the site. */
        OUTSIDE,
        /** The event does not say. */
        UNSAID
    }

    private final String code;
    private final Standing standing;
    private final int rank;
    private final String bizStep;
    private final String disposition;

    EventKind(String code, Standing standing, int rank, String bizStep, String disposition) {
        this.code = code;
        this.standing = standing;
        this.rank = rank;
        this.bizStep = bizStep;
        this.disposition = disposition;
    }

    /** Stable word in the API, the settings and the store, e.g. {@code out_for_delivery}. */
    public String code() {
        return code;
    }

    /** What it outranks. */
    public Standing standing() {
        return standing;
    }

    /** Decides between two events of equal standing and time: the greater is further along the way. */
    public int rank() {
        return rank;
    }

    /** GS1 CBV business step, e.g. {@code arriving}. */
    public Optional<String> bizStep() {
        return some(bizStep);
    }

    /** GS1 CBV disposition, e.g. {@code in_transit}. */
    public Optional<String> disposition() {
        return some(disposition);
    }

    /** Key of the customer's text, e.g. {@code event.arrived}. */
    public String textKey() {
        return "event." + code;
    }

    /** Whether it leaves the parcel at its site. */
    public Whereabouts whereabouts() {
        return switch (this) {
            case ACCEPTED,
                    ARRIVED,
                    SORTED,
                    CUSTOMS,
                    CUSTOMS_HELD,
                    CUSTOMS_CLEARED,
                    HELD,
                    ATTEMPT_FAILED,
                    READY_FOR_PICKUP,
                    RETURNING -> Whereabouts.INSIDE;
            case DEPARTED, LOADED, OUT_FOR_DELIVERY, DELIVERED, RETURNED -> Whereabouts.OUTSIDE;
            case REGISTERED, UNKNOWN, MIS_SORTED, DWELLING, MISSING, LATE, CORRECTED -> Whereabouts.UNSAID;
        };
    }

    /** True if the hub finds it out itself, from what did or did not happen: nobody may report it. */
    public boolean isDerived() {
        return switch (this) {
            case MIS_SORTED, DWELLING, MISSING, LATE -> true;
            case REGISTERED,
                    ACCEPTED,
                    ARRIVED,
                    SORTED,
                    DEPARTED,
                    CUSTOMS,
                    CUSTOMS_HELD,
                    CUSTOMS_CLEARED,
                    HELD,
                    LOADED,
                    OUT_FOR_DELIVERY,
                    ATTEMPT_FAILED,
                    READY_FOR_PICKUP,
                    DELIVERED,
                    RETURNING,
                    RETURNED,
                    UNKNOWN,
                    CORRECTED -> false;
        };
    }

    /** True if a portal may be set up to mean it. */
    public boolean isPassage() {
        return whereabouts() != Whereabouts.UNSAID && this != ATTEMPT_FAILED && this != RETURNING;
    }

    /** True if a sighting inside its site soon after may show it to be none. A hand-over is no way out of a door: it is not doubted. */
    public boolean canBeFalse() {
        return this == DEPARTED || this == LOADED || this == OUT_FOR_DELIVERY;
    }

    /**
     * True if the addressee can have it from then on: what a promised day is about. A parcel that is ready at its pick-up point by that
     * day has kept its promise, whenever it is fetched.
     */
    public boolean keepsPromise() {
        return this == DELIVERED || this == READY_FOR_PICKUP;
    }

    /** True if customers see it on the timeline; the others are how the house works. */
    public boolean isForCustomers() {
        return this != SORTED && this != CORRECTED && (!isDerived() || this == MISSING);
    }

    /** The kind with this code, or empty if there is none. */
    public static Optional<EventKind> ofCode(String code) {
        for (EventKind kind : values()) {
            if (kind.code.equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
