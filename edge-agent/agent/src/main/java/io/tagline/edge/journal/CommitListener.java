package io.tagline.edge.journal;

import io.tagline.wire.Scan;
import java.util.List;

/** Told of scans once they are on disk: the uplink and the signal at the door. */
@FunctionalInterface
public interface CommitListener {
    /** Called on the thread {@code journal} after the fsync, in the order of sequence numbers. Returns at once. */
    void committed(List<Scan> scans);
}
