package io.tagline.edge.signal;

/** Opens the backend that the settings of a light ask for. Called by the threads of several lights at once. */
@FunctionalInterface
public interface SignalDrivers {
    /**
     * Opens it, dark.
     *
     * @throws SignalException if it can't now; it is asked again after a pause
     */
    SignalBackend open(SignalSettings light) throws SignalException;
}
