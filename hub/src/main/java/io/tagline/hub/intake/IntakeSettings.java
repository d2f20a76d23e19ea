package io.tagline.hub.intake;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the broker is.
 *
 * @param url {@code tcp://host:port} or {@code ssl://host:port}
 * @param clientId unique among the broker's clients
 * @param trusted PEM file of the authorities that may vouch for it; those of the JVM when absent
 */
public record IntakeSettings(URI url, String clientId, Optional<Login> login, Optional<Path> trusted) {

    /** Without TLS, or with the JVM's authorities. */
    public IntakeSettings(URI url, String clientId, Optional<Login> login) {
        this(url, clientId, login, Optional.empty());
    }

    /** The hub's own credential at the broker; masked in logs. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[" + username + ", ***]";
        }
    }
}
