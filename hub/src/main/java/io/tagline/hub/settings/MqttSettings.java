package io.tagline.hub.settings;

import io.tagline.settings.Secret;
import io.tagline.settings.SettingsNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The embedded broker, or another one to use instead.
 *
 * @param port of the embedded broker; 0 takes any free one
 * @param anonymous whether agents without credentials may connect from this machine: for demonstrations
 * @param tls the embedded broker's second listener, for agents on other machines
 * @param external a broker elsewhere; then none is embedded, and agents' credentials are that broker's business
 */
public record MqttSettings(String host, int port, boolean anonymous, Optional<Tls> tls, Optional<External> external) {

    /** Registered for secure MQTT (IANA). */
    private static final int TLS_PORT = 8883;

    /**
     * Where the embedded broker speaks TLS.
     *
     * @param port 0 takes any free one
     */
    public record Tls(String host, int port, TlsSettings files) {}

    /**
     * A broker elsewhere and the hub's credentials there.
     *
     * @param trusted PEM file of the authorities that may vouch for it; those of the JVM when absent
     */
    public record External(URI url, Optional<String> username, Optional<Secret> password, Optional<Path> trusted) {}

    static MqttSettings of(SettingsNode mqtt) {
        String host = mqtt.host("host").orElse("127.0.0.1");
        boolean anonymous = mqtt.bool("anonymous").orElse(false);
        if (anonymous && !Hosts.isLoopback(host)) {
            mqtt.refuse(
                    "anonymous",
                    "true is for demonstrations on one machine; expected host 127.0.0.1, ::1 or localhost with it, not "
                            + host);
        }
        Optional<URI> url = mqtt.url("url", "tcp", "ssl").optional();
        Optional<String> username = mqtt.text("username").optional();
        Optional<Secret> password = mqtt.secret("password").optional();
        if (url.isEmpty() && (username.isPresent() || password.isPresent())) {
            mqtt.refuse("username", "is for a broker elsewhere; expected url with it");
        }
        Optional<Path> trusted = trusted(mqtt, url);
        return new MqttSettings(
                host,
                mqtt.portOrZero("port").orElse(1883),
                anonymous,
                tls(mqtt.in("tls")),
                url.map(at -> new External(at, username, password, trusted)));
    }

    private static Optional<Tls> tls(SettingsNode tls) {
        String host = tls.host("host").orElse("0.0.0.0");
        int port = tls.portOrZero("port").orElse(TLS_PORT);
        return TlsSettings.of(tls).map(files -> new Tls(host, port, files));
    }

    private static Optional<Path> trusted(SettingsNode mqtt, Optional<URI> url) {
        Optional<Path> file = mqtt.path("ca-file").optional();
        if (file.isPresent() && !url.map(at -> at.getScheme().equals("ssl")).orElse(false)) {
            mqtt.refuse("ca-file", "is for a broker elsewhere with TLS; expected an ssl:// url with it");
        } else if (file.isPresent() && !Files.isReadable(file.get())) {
            mqtt.refuse("ca-file", file.get() + " can't be read; expected PEM certificates");
        }
        return file;
    }

    /** Whether secrets and scans would cross a network as they are. */
    public boolean exposed() {
        return external.isPresent()
                ? external.get().url().getScheme().equals("tcp")
                        && !Hosts.isLoopback(external.get().url().getHost())
                : !Hosts.isLoopback(host);
    }
}
