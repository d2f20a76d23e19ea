package io.tagline.edge.signal;

import java.util.Locale;

/**
 * A state of the agent that staff should know at the door. The first of those that stand is shown, whenever no verdict is.
 */
public enum AgentSign {
    /** No reader of the portal is read: nothing that passes is seen. */
    READER_LOST,
    /** The journal takes no more scans: readers wait. */
    JOURNAL_FULL,
    /** No manifest ever came: there are no verdicts. */
    NO_MANIFEST,
    /** The manifest in hand is older than it should be: verdicts may be of yesterday. */
    MANIFEST_OLD,
    /** The journal nears its quota. */
    JOURNAL_SHORT;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word in settings: {@code manifest-old}. */
    public String code() {
        return code;
    }
}
