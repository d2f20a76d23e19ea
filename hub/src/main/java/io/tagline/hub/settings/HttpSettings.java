package io.tagline.hub.settings;

import io.tagline.settings.SettingsNode;
import java.net.URI;
import java.util.Optional;

/**
 * Where pages and API are served.
 *
 * @param port 0 takes any free one
 * @param publicUrl how customers reach the hub, for links and for knowing that it is https
 * @param behindProxy whether to believe {@code X-Forwarded-For} and {@code X-Forwarded-Proto}; only where a proxy sets both
 */
public record HttpSettings(String host, int port, Optional<URI> publicUrl, boolean behindProxy) {

    static HttpSettings of(SettingsNode http) {
        return new HttpSettings(
                http.host("host").orElse("127.0.0.1"),
                http.portOrZero("port").orElse(8080),
                http.url("public-url", "https", "http").optional(),
                http.bool("behind-proxy").orElse(false));
    }

    /** Whether browsers come over https, so that cookies and HSTS can insist on it. */
    public boolean https() {
        return publicUrl.map(url -> "https".equals(url.getScheme())).orElse(false);
    }
}
