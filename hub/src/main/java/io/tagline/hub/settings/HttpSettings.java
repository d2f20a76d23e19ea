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
 * @param tls with it the port speaks https, and only that
 */
public record HttpSettings(
        String host, int port, Optional<URI> publicUrl, boolean behindProxy, Optional<TlsSettings> tls) {

    static HttpSettings of(SettingsNode http) {
        return new HttpSettings(
                http.host("host").orElse("127.0.0.1"),
                http.portOrZero("port").orElse(8080),
                http.url("public-url", "https", "http").optional(),
                http.bool("behind-proxy").orElse(false),
                TlsSettings.of(http.in("tls")));
    }

    /** Whether browsers come over https, so that cookies and HSTS can insist on it. */
    public boolean https() {
        return publicUrl.map(url -> "https".equals(url.getScheme())).orElse(tls.isPresent());
    }

    /** Whether passwords and cookies would cross a network as they are: served to other machines, by no https and no proxy. */
    public boolean exposed() {
        return tls.isEmpty() && !behindProxy && !Hosts.isLoopback(host);
    }
}
