package io.tagline.llrp.link;

/** Another client has the reader. The link asks again slowly. */
final class ReaderBusyException extends Exception {
    private static final long serialVersionUID = 1L;

    ReaderBusyException(String message) {
        super(message);
    }
}
