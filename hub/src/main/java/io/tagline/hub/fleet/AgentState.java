package io.tagline.hub.fleet;

import java.util.Locale;

/** How an agent stands, by its own word and by its silence. */
public enum AgentState {
    /** Connected, and heard of within the last 30 s. */
    ONLINE,
    /** Says that it is connected, but sends no health: stuck, or its link is. */
    SILENT,
    /** It, or the broker on its behalf, said that it went. */
    OFFLINE;

    /** Stable word in the API: {@code online}, {@code silent} or {@code offline}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
