package io.tagline.edge.eye;

import java.util.Locale;

/** How far an eye is to be relied on. Only {@link #WATCHING} has a say about passages. */
public enum EyeState {
    /** Its wire is heard; ends with the wire or by one of the others. */
    WATCHING,
    /** Its wire is not heard: a reader or PLC that is away, a pin that another program holds; ends when it is heard. */
    AWAY,
    /** Its beam has been broken for longer than any cart stands: something leans in it, or it is dirty or bent; ends when it is free. */
    STUCK,
    /** Parcels pass time and again and its beam is not broken; ends with the first time that it is. */
    BLIND;

    private final String code = "eye-" + name().toLowerCase(Locale.ROOT);

    /** Stable name. */
    public String code() {
        return code;
    }
}
