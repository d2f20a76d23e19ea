package io.tagline.edge.time;

/**
 * Elapsed time on the agent's own axis: never steps, never runs back. Every gap and time-out in the agent runs on it. Safe
 * for any thread.
 */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary origin, which is the same for the life of the process. */
    long nanos();

    /** The JVM's own ({@link System#nanoTime()}). */
    static Ticker system() {
        return System::nanoTime;
    }
}
