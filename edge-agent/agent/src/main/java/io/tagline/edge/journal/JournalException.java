package io.tagline.edge.journal;

/** The journal can not be opened: the caller reports it and the agent does not start. Names the file and the reason. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
