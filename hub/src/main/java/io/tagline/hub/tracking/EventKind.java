package io.tagline.hub.tracking;

import java.util.Optional;

/**
 * What can happen to a parcel. Its place among events of one parcel is decided by {@link Standing} first, then by time, then
 * by {@link #rank}.
 *
 * <p>Business steps and dispositions are those of GS1 CBV 2.0 (in their short form), codes those of UPU EMSEVT V3; a kind that
 * has no equivalent there has none here.
 */
public enum EventKind {
    /** The order that holds it has come in; nobody has the parcel yet. */
    REGISTERED("registered", Standing.ANNOUNCED, 0, "commissioning", "active", ""),
    /** The post has taken it from the sender. */
    ACCEPTED("accepted", Standing.MOVING, 10, "accepting", "", "EMA"),
    /** It has come into a site. */
    ARRIVED("arrived", Standing.MOVING, 20, "arriving", "", "EDD"),
    /** It has left a site for another. */
    DEPARTED("departed", Standing.MOVING, 30, "departing", "in_transit", "EDE"),
    /** It has been loaded for its last leg. */
    LOADED("loaded", Standing.MOVING, 40, "loading", "in_transit", ""),
    /** It is with the courier. */
    OUT_FOR_DELIVERY("out_for_delivery", Standing.MOVING, 50, "departing", "in_transit", "EDG"),
    /** The addressee has it: whatever else comes to light, this stands. */
    DELIVERED("delivered", Standing.DONE, 60, "accepting", "", "EMI"),
    /** It was seen, but not which way it went: shows where it is, does not change its status. */
    UNKNOWN("unknown", Standing.SEEN, 5, "", "", "");

    /** Which events outrank which, whatever their times; the later constant wins. */
    public enum Standing {
        /** Known of, not seen. */
        ANNOUNCED,
        /** Seen without a meaning. */
        SEEN,
        /** On its way: the latest of these is the status. */
        MOVING,
        /** At its end. */
        DONE
    }

    private final String code;
    private final Standing standing;
    private final int rank;
    private final String bizStep;
    private final String disposition;
    private final String upuCode;

    EventKind(String code, Standing standing, int rank, String bizStep, String disposition, String upuCode) {
        this.code = code;
        this.standing = standing;
        this.rank = rank;
        this.bizStep = bizStep;
        this.disposition = disposition;
        this.upuCode = upuCode;
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

    /** UPU EMSEVT code, e.g. {@code EMI}. */
    public Optional<String> upuCode() {
        return some(upuCode);
    }

    /** Key of the customer's text, e.g. {@code event.arrived}. */
    public String textKey() {
        return "event." + code;
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
