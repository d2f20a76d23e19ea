package io.tagline.hub.tracking;

import java.util.Optional;

/** The code of UPU EMSEVT V3 for an event. One kind has several, by what its site is for; some have none. */
public final class UpuCode {
    private UpuCode() {}

    /** E.g. {@code EMG} for an arrival at a delivery office. */
    public static Optional<String> of(EventKind kind, SiteKind site) {
        String code =
                switch (kind) {
                    case ACCEPTED -> "EMA";
                    case ARRIVED -> arrival(site);
                    case DEPARTED -> departure(site);
                    case CUSTOMS -> site == SiteKind.EXPORT ? "EXA" : "EDB";
                    case CUSTOMS_HELD -> site == SiteKind.EXPORT ? "EXB" : "EME";
                    case CUSTOMS_CLEARED -> site == SiteKind.EXPORT ? "EXC" : "EDC";
                    case HELD -> holding(site);
                    case OUT_FOR_DELIVERY -> "EDG";
                    case ATTEMPT_FAILED, RETURNING -> "EMH";
                    case READY_FOR_PICKUP -> "EDH";
                    case DELIVERED, RETURNED -> "EMI";
                    case REGISTERED, SORTED, LOADED, UNKNOWN, MIS_SORTED, DWELLING, MISSING, LATE, CORRECTED -> "";
                };
        return code.isEmpty() ? Optional.empty() : Optional.of(code);
    }

    private static String arrival(SiteKind site) {
        return switch (site) {
            case SORTING -> "EDD";
            case DELIVERY -> "EMG";
            case PICKUP -> "EDH";
            case EXPORT -> "EMB";
            case IMPORT -> "EMD";
            case TRANSIT -> "EMJ";
        };
    }

    /** From a delivery office parcels go out for delivery; for another way from there is no code. */
    private static String departure(SiteKind site) {
        return switch (site) {
            case SORTING -> "EDE";
            case DELIVERY, PICKUP -> "";
            case EXPORT -> "EMC";
            case IMPORT -> "EMF";
            case TRANSIT -> "EMK";
        };
    }

    private static String holding(SiteKind site) {
        return switch (site) {
            case SORTING, DELIVERY, PICKUP, TRANSIT -> "EDF";
            case EXPORT -> "EXD";
            case IMPORT -> "EDA";
        };
    }
}
