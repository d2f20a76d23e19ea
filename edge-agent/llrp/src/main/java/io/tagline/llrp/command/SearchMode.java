package io.tagline.llrp.command;

/**
 * How an Impinj reader goes about tags that it has read already (ImpinjInventorySearchMode, subtype 23). Other readers have no such
 * choice beside the Gen2 session, and are not sent it.
 */
public enum SearchMode {
    /** The reader chooses by session and number of tags. */
    READER_SELECTED(0),
    /** Tags that answered rest for the time of their session. */
    SINGLE_TARGET(1),
    /** Tags that answered are turned back and answer again: most reads of each tag. */
    DUAL_TARGET(2),
    /** TagFocus: tags that answered are kept quiet for as long as they are in the field; in session 1 only. */
    TAG_FOCUS(3);

    private final int code;

    SearchMode(int code) {
        this.code = code;
    }

    /** The parameter's value: two bytes in hex. */
    String hex() {
        return String.format("%04x", code);
    }
}
