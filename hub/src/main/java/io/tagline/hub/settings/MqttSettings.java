package io.tagline.hub.settings;

import io.tagline.settings.Secret;
import io.tagline.settings.SettingsNode;
import java.net.URI;
import java.util.Optional;

/**
 * The embedded broker, or another one to use instead.
 *
 * @param port of the embedded broker; 0 takes any free one
 * @param anonymous whether agents without credentials may connect from this machine: for demonstrations
 * @param external a broker elsewhere; then none is embedded, and agents' credentials are that broker's business
 */
public record MqttSettings(String host, int port, boolean anonymous, Optional<External> external) {

    /** A broker elsewhere and the hub's credentials there. */
    public record External(URI url, Optional<String> username, Optional<Secret> password) {}

    static MqttSettings of(SettingsNode mqtt) {
        String host = mqtt.host("host").orElse("127.0.0.1");
        boolean anonymous = mqtt.bool("anonymous").orElse(false);
        if (anonymous && !isLoopback(host)) {
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
        return new MqttSettings(
                host,
                mqtt.portOrZero("port").orElse(1883),
                anonymous,
                url.map(at -> new External(at, username, password)));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
