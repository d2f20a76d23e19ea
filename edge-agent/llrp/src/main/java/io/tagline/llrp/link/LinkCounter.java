package io.tagline.llrp.link;

/** What a link counts since it was made, for health and the ops page. */
public enum LinkCounter {
    CONNECTIONS("connections", "connections on which the reader greeted us"),
    FRAMES("frames", "LLRP frames received"),
    REPORTS("reports", "RO_ACCESS_REPORT frames handed on"),
    KEEPALIVES("keepalives", "keepalives answered"),
    REFUSED_BODIES("refused-bodies", "frames left out since their body made no sense"),
    REFUSED_TAGS("refused-tags", "tags left out of reports since their parameters made no sense"),
    UNKNOWN_PARAMETERS("unknown-parameters", "parameters skipped since nobody knows their type"),
    STRAY_FRAMES("stray-frames", "answers that nobody asked for and messages that we do not know"),
    OVERFLOWS("overflows", "times that the reader lost reads because its buffer was full"),
    RESTARTS("restarts", "times that the reader ended its ROSpec and was started again"),
    RESTORED("restored", "times that its ROSpec was changed or gone, and was set up again");

    private final String code;
    private final String meaning;

    LinkCounter(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public String code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
