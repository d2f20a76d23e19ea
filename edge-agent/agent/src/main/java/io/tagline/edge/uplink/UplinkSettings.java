package io.tagline.edge.uplink;

import io.tagline.wire.AgentAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the broker is and how patient the uplink.
 *
 * @param agent whose topics these are
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}; {@code mqtt} and {@code mqtts} mean the same
 * @param credential empty only where the broker lets anyone in, as in the demo on loopback
 * @param trusted PEM file of the certificates that the broker's must chain to; empty for those of the JVM
 * @param window the most batches under way without receipt, and the most publishes without PUBACK
 * @param connectTimeout for each of TCP, CONNACK and SUBACK
 * @param receiptTimeout a batch without receipt for this long is sent again, at first
 * @param healthEvery time between health messages
 */
public record UplinkSettings(
        AgentAddress agent,
        URI broker,
        Optional<Credential> credential,
        Optional<Path> trusted,
        int window,
        Duration connectTimeout,
        Duration receiptTimeout,
        Duration healthEvery) {
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public UplinkSettings {
        String scheme = String.valueOf(broker.getScheme()).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("ssl") || scheme.equals("mqtts");
        if ((!tls && !scheme.equals("tcp") && !scheme.equals("mqtt")) || broker.getHost() == null) {
            throw new IllegalArgumentException(
                    "mqtt url \"" + broker + "\": expected tcp://host:port or ssl://host:port");
        }
        if (window < 1 || window > 1_000) {
            throw new IllegalArgumentException("mqtt window " + window + ": expected 1 to 1000");
        }
        int port = broker.getPort() > 0 ? broker.getPort() : tls ? TLS_PORT : PLAIN_PORT;
        broker = URI.create((tls ? "ssl://" : "tcp://") + broker.getHost() + ":" + port);
    }

    /** With the window and times that fit a depot: 16 batches, 10 s to connect, 5 s for a receipt, health every 10 s. */
    public static UplinkSettings of(
            AgentAddress agent, URI broker, Optional<Credential> credential, Optional<Path> trusted) {
        return new UplinkSettings(
                agent,
                broker,
                credential,
                trusted,
                16,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }

    boolean tls() {
        return broker.getScheme().equals("ssl");
    }
}
