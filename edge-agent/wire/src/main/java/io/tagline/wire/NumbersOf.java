package io.tagline.wire;

import java.util.List;
import java.util.UUID;

/**
 * The sequence numbers of scans in a message that can't be read as a whole, so that who sent it can be told that it is kept.
 *
 * @param seqs of scans that are in it from their first brace to their last; not empty
 */
public record NumbersOf(UUID journal, List<Long> seqs) {
    public NumbersOf {
        seqs = List.copyOf(seqs);
    }
}
