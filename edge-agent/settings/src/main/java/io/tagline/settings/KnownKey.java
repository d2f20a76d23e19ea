package io.tagline.settings;

/**
 * A key that some code reads, for comparing the code with its documentation and its JSON schema.
 *
 * @param path like {@code readers[].port}; {@code [].} stands for every element of a list, {@code *} for any name
 * @param type what is expected, as error messages say it: {@code a port (1-65535)}
 * @param fallback the default as text, {@code required}, or empty where absence means "not used"
 */
public record KnownKey(String path, String type, String fallback) {}
