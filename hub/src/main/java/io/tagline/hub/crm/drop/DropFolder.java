package io.tagline.hub.crm.drop;

import java.io.IOException;
import java.util.List;

/** Where files are put for somebody to fetch. Confined to whoever holds the peer's lock. */
interface DropFolder extends AutoCloseable {

    /** In words, for people. */
    String where();

    /**
     * Puts a file under its name once it is whole: nobody sees half of it, and nobody's file is written over.
     *
     * @throws NotPutException if it is certainly not there under its name
     * @throws NotLetInException if nothing is put there until a person has mended it
     * @throws IOException if nobody knows
     */
    void put(String name, byte[] content) throws IOException;

    /** The names of the files in it. */
    List<String> names() throws IOException;

    @Override
    void close();

    /** Whoever keeps the folder doesn't know us, or isn't who we know; nothing was put there. */
    final class NotLetInException extends IOException {
        private static final long serialVersionUID = 1L;

        NotLetInException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** It did not get as far as its name. */
    final class NotPutException extends IOException {
        private static final long serialVersionUID = 1L;

        NotPutException(IOException cause) {
            super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
        }
    }
}
