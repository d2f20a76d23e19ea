package io.tagline.hub.intake;

import java.net.URI;
import java.util.Optional;

/**
 * Where the broker is.
 *
 * @param url {@code tcp://host:port} or {@code ssl://host:port}
 * @param clientId unique among the broker's clients
 */
public record IntakeSettings(URI url, String clientId, Optional<Login> login) {
    /** The hub's own credential at the broker; masked in logs. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[" + username + ", ***]";
        }
    }
}
