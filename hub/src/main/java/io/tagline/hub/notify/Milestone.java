package io.tagline.hub.notify;

import io.tagline.hub.promise.Promise;
import io.tagline.hub.tracking.EventKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody can choose to be told of. Codes are in the store, the settings and the API: they may never change. */
public enum Milestone {
    /** The post has the parcel. */
    ACCEPTED,
    /** It moves on; told once, not at each site. */
    ON_ITS_WAY,
    /** Customs or somebody else keeps it. */
    HELD,
    /** The courier has it. */
    OUT_FOR_DELIVERY,
    /** It could not be handed over. */
    ATTEMPT_FAILED,
    /** It can be fetched. */
    READY_FOR_PICKUP,
    /** It is there. */
    DELIVERED,
    /** It goes back, or is back. */
    RETURNING,
    /** It is looked for. */
    MISSING,
    /** It is expected on another day than was told. */
    PROMISE_CHANGED,
    /** What was told of it was not so. Whoever was told that is told this: nobody chooses it. */
    CORRECTED;

    /** Those that somebody can choose, or refuse. */
    public static final List<Milestone> CHOICES = List.copyOf(EnumSet.complementOf(EnumSet.of(CORRECTED)));

    /** What people are told of who have chosen nothing, where the settings say nothing: all that they may have to act on. */
    public static final Set<Milestone> USUAL = Set.copyOf(EnumSet.complementOf(EnumSet.of(ON_ITS_WAY, CORRECTED)));

    /** Stable word, e.g. {@code out_for_delivery}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The milestone with this code, or empty if there is none. */
    public static Optional<Milestone> ofCode(String code) {
        for (Milestone milestone : values()) {
            if (milestone.code().equals(code)) {
                return Optional.of(milestone);
            }
        }
        return Optional.empty();
    }

    /** Whether who waits for the parcel may have to do something. */
    boolean mayNeedAct() {
        return switch (this) {
            case HELD, ATTEMPT_FAILED, READY_FOR_PICKUP, RETURNING, MISSING, PROMISE_CHANGED, CORRECTED -> true;
            case ACCEPTED, ON_ITS_WAY, OUT_FOR_DELIVERY, DELIVERED -> false;
        };
    }

    /** True if it tells how the parcel stands; false if it tells of something else, which may be so at the same time. */
    boolean isStatus() {
        return this != PROMISE_CHANGED && this != MISSING;
    }

    /** How far along the way it says that the parcel is: by {@link EventKind#rank} of the furthest status that it stands for. */
    int rank() {
        return Arrays.stream(EventKind.values())
                .filter(kind -> of(kind).filter(this::equals).isPresent())
                .mapToInt(EventKind::rank)
                .max()
                .orElse(0);
    }

    /** The milestone that this code chooses; empty if there is none to choose. */
    public static Optional<Milestone> ofChoice(String code) {
        return ofCode(code).filter(CHOICES::contains);
    }

    /** What a status is to those who wait for the parcel; empty where there is nothing to tell. */
    static Optional<Milestone> of(EventKind status) {
        return switch (status) {
            case ACCEPTED -> Optional.of(ACCEPTED);
            case ARRIVED, SORTED, DEPARTED, LOADED, CUSTOMS, CUSTOMS_CLEARED -> Optional.of(ON_ITS_WAY);
            case CUSTOMS_HELD, HELD -> Optional.of(HELD);
            case OUT_FOR_DELIVERY -> Optional.of(OUT_FOR_DELIVERY);
            case ATTEMPT_FAILED -> Optional.of(ATTEMPT_FAILED);
            case READY_FOR_PICKUP -> Optional.of(READY_FOR_PICKUP);
            case DELIVERED -> Optional.of(DELIVERED);
            case RETURNING, RETURNED -> Optional.of(RETURNING);
            case MISSING -> Optional.of(MISSING);
            case REGISTERED, UNKNOWN, MIS_SORTED, DWELLING, LATE, CORRECTED -> Optional.empty();
        };
    }

    /** Whether a new promise is news: a first one, or one that comes with a status, is told with that. */
    static Optional<Milestone> of(Promise.Reason reason) {
        return switch (reason) {
            case ACCEPTED_LATE, DELAYED, SOONER, CORRECTED -> Optional.of(PROMISE_CHANGED);
            case ORDERED, ACCEPTED, OUT_FOR_DELIVERY, ATTEMPT_FAILED, RETURNING -> Optional.empty();
        };
    }
}
