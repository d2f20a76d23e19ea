package io.tagline.llrp.link;

/** The reader refused a command that the line cannot work without. The link shows its words and tries again with growing pauses. */
final class ReaderRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    ReaderRefusedException(String message) {
        super(message);
    }
}
