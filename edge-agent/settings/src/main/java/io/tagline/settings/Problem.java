package io.tagline.settings;

/**
 * One thing wrong with the settings, said so that a person can go and put it right.
 *
 * @param source the file's name, or {@code environment}
 * @param line the line in the file, from 1; 0 where there is none
 * @param key the path of the key, like {@code readers[0].port}, or the variable's name; empty for the file as a whole
 * @param message what is wrong, with the value and what was expected
 */
public record Problem(String source, int line, String key, String message) {

    /** The form that operators know from compilers: {@code agent.yaml:12: readers[0].port: 70000 is not a port}. */
    @Override
    public String toString() {
        return source + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
