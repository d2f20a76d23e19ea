package io.tagline.edge.signal;

import java.util.Optional;
import java.util.Set;

/**
 * A way to switch the lamps of one light. Used by the thread of that light alone, but for {@link #trouble()}. It is dark from
 * its opening to the first {@link #set}, and after {@link #close}: dark is the safe state, since it promises nothing. One
 * contract test holds for all.
 */
public interface SignalBackend extends AutoCloseable {

    /** What it is, for people: {@code GPIO 17, 27, 22}. */
    String name();

    /**
     * Switches exactly these lamps on and all others off. Lamps that the light lacks are left out. Does not wait for long: one
     * whose device is far away notes the wish, makes it true when it can, and says so in {@link #trouble()} until then.
     *
     * @throws SignalException if it can not; the backend is then closed and opened anew after a pause
     */
    void set(Set<Lamp> on) throws SignalException;

    /** Why lamps may not be as they were set, though {@link #set} took it; empty if all is well. Safe for any thread. */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /** Safe state: all lamps and the buzzer off. May be called more than once. */
    @Override
    void close() throws SignalException;
}
