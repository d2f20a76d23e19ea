package io.tagline.edge.journal;

/** A row of the journal is not what was written: the file is damaged, and what is readable of it must be salvaged. */
final class DamagedRowException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedRowException(long seq, String reason) {
        super("scan " + seq + " of the journal is damaged: " + reason);
    }
}
