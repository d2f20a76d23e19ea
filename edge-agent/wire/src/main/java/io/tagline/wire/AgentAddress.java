package io.tagline.wire;

import java.util.regex.Pattern;

/**
 * Where an agent is: its site and its name there. Both are lower-case letters, digits and hyphens, 1 to 64 characters,
 * so that they are safe as MQTT topic levels, file names and URL path segments.
 */
public record AgentAddress(String site, String agent) {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** @throws IllegalArgumentException if either part is not an id, naming it and what was expected */
    public AgentAddress {
        requireId("site", site);
        requireId("agent", agent);
    }

    /** True for 1 to 64 lower-case letters, digits and hyphens, not starting with a hyphen. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static void requireId(String what, String text) {
        if (!isId(text)) {
            throw new IllegalArgumentException(what + " \"" + Excerpt.of(text)
                    + "\" is not an id: expected 1 to 64 lower-case letters, digits and hyphens");
        }
    }

    /** {@code site/agent}: also the agent's user name at the broker. */
    @Override
    public String toString() {
        return site + "/" + agent;
    }
}
