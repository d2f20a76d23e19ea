package io.tagline.edge.eye;

import java.util.Optional;

/**
 * The wire of one eye, on whatever it hangs. Tells a {@code Consumer<BeamChange>} of each change of its level and, where that is known,
 * of how it stands at first; never waits for it. Both questions are safe for any thread and do not wait.
 */
public interface EyeInput extends AutoCloseable {
    /** Whether a change would be told of. */
    boolean isHeard();

    /** What is wrong with the wire, with its key in the settings; empty where nothing is, or where something else says so. */
    Optional<String> trouble();

    @Override
    void close();
}
