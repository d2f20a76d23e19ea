package io.tagline.hub.settings;

import io.tagline.settings.SettingsNode;

/**
 * How much the hub takes on.
 *
 * @param bodyBytes largest request body
 * @param streams live pages at once; each costs a connection and a few kilobytes
 * @param streamsPerAddress live pages at once from one address
 * @param lookupsPerMinute look-ups by tracking number from one address
 * @param loginsPerMinute failed log-ins for one user name from one address
 * @param guessesPerMinute wrong API keys, tracking links or secrets of agents, each, from one address
 */
public record LimitSettings(
        long bodyBytes,
        int streams,
        int streamsPerAddress,
        int lookupsPerMinute,
        int loginsPerMinute,
        int guessesPerMinute) {

    private static final long KIB = 1024;

    static LimitSettings of(SettingsNode limits) {
        return new LimitSettings(
                limits.bytes("body", 4 * KIB, 64 * KIB * KIB).orElse(KIB * KIB),
                limits.integer("streams", 1, 8_000).orElse(2_000),
                limits.integer("streams-per-address", 1, 8_000).orElse(50),
                limits.integer("lookups-per-minute", 1, 100_000).orElse(30),
                limits.integer("logins-per-minute", 1, 10_000).orElse(10),
                limits.integer("guesses-per-minute", 1, 100_000).orElse(30));
    }
}
