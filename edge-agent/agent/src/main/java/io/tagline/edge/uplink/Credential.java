package io.tagline.edge.uplink;

/** User name and password at the broker. Its text form hides the password. */
public record Credential(String username, String password) {
    /** @throws IllegalArgumentException for an empty user name */
    public Credential {
        if (username.isEmpty()) {
            throw new IllegalArgumentException("mqtt username is empty: expected site/agent");
        }
    }

    @Override
    public String toString() {
        return "Credential[" + username + ", ***]";
    }
}
