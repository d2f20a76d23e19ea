package io.tagline.hub.manifest;

/**
 * Something wrong with a load.
 *
 * @param path where in the body, e.g. {@code $.expected[3]}
 * @param message names the value and what was expected
 */
public record LoadProblem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
