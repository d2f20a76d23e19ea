package io.tagline.edge.journal;

import java.util.Locale;

/** What the journal is doing, for health and the signal at the door. Owned by the thread {@code journal}. */
public enum JournalState {
    /** Appends as scans come; ends when space nears its limit. */
    WRITING,
    /** Above the high-water mark: scans with a receipt are let go before their time; ends when enough are gone. */
    SHORT,
    /** At its quota and every scan still without a receipt: append waits, and so the readers, until a receipt comes. */
    FULL,
    /** The disk itself is full: append waits and is tried again each second, until somebody frees space. */
    DISK_FULL,
    /** The file or its disk may not be written: append waits; opened anew each second until it may. */
    READ_ONLY,
    /** The disk gave an error: append waits; the file is opened anew and what it holds is verified, each second until it works. */
    FAILING,
    /** The file, its log or its folder was removed: append waits while what is still open is saved under its name again. */
    GONE,
    /** Damage was found: append waits while what is readable is salvaged, or until an operator has made room for it. */
    DAMAGED,
    /** Closed in order; nothing is awaited. */
    CLOSED;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Stable word for logs and health, e.g. {@code disk-full}. */
    public String code() {
        return code;
    }

    /** True while scans wait outside because none may be let go. */
    public boolean blocked() {
        return this == FULL || this == DISK_FULL || needsMending();
    }

    /** True while the file can not be used as it is. */
    boolean needsMending() {
        return this == READ_ONLY || this == FAILING || this == GONE || this == DAMAGED;
    }
}
