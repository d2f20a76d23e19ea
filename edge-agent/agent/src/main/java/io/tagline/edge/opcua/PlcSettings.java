package io.tagline.edge.opcua;

import io.tagline.settings.Secret;
import io.tagline.wire.AgentAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The PLC and which of its nodes mean what.
 *
 * @param agent names the agent in its certificate and session
 * @param url {@code opc.tcp://host:port}, with a path where the PLC has one
 * @param publishing how often the PLC sends what has changed; the PLC may choose a longer time
 * @param sampling how often the PLC looks whether something has changed; likewise
 * @param heartbeat how often {@link PlcSignal#HEARTBEAT} is written
 * @param divertTimeout how long a divert command waits for its echo
 * @param diverts where verdicts send parcels; at most one for each portal
 */
public record PlcSettings(
        AgentAddress agent,
        URI url,
        String username,
        Secret password,
        Duration publishing,
        Duration sampling,
        Duration heartbeat,
        Duration divertTimeout,
        List<PlcNode> nodes,
        List<DivertSettings> diverts) {

    /** OPC UA's registered port. */
    public static final int DEFAULT_PORT = 4840;

    public static final Duration PUBLISHING = Duration.ofMillis(50);
    public static final Duration SAMPLING = Duration.ofMillis(10);
    public static final Duration HEARTBEAT = Duration.ofSeconds(1);
    public static final Duration DIVERT_TIMEOUT = Duration.ofSeconds(1);

    public PlcSettings {
        nodes = List.copyOf(nodes);
        diverts = List.copyOf(diverts);
    }

    /** The URL with its port. */
    String address() {
        int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return "opc.tcp://" + url.getHost() + ":" + port + path;
    }
}
