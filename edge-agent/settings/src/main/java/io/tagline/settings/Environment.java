package io.tagline.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Environment variables that override a settings file: {@code http.port} is {@code TAGLINE_HTTP_PORT} with the prefix
 * {@code TAGLINE_}. Reaches every key that is not inside a list. An empty variable counts as unset, since unit files and
 * container tools set variables to nothing when they mean none.
 */
public record Environment(Map<String, String> variables, String prefix) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** No overrides: for tests, and for files that are read beside the main one. */
    public static Environment none() {
        return new Environment(Map.of(), "");
    }

    String variableFor(String keyPath) {
        return prefix + keyPath.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    }

    Optional<String> override(String keyPath) {
        // inside lists a variable would depend on an element's place, which changes when an element is added
        if (prefix.isEmpty() || keyPath.indexOf('[') >= 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(variables.get(variableFor(keyPath))).filter(text -> !text.isEmpty());
    }
}
