package io.tagline.edge.uplink;

import io.tagline.wire.AgentStatus;
import io.tagline.wire.Payload;
import io.tagline.wire.Topics;
import io.tagline.wire.Topics.Kind;
import io.tagline.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from CONNECT to its end; the next one is a new client. Paho 1.2.5 resends with stale topic
 * aliases, keeps its buffers and stops receiving after a reconnect of its own (paho.mqtt.java#1104, #877, #589), so it never
 * reconnects here, keeps nothing, and every session starts clean. Confined to the thread {@code uplink}; what happens on
 * Paho's threads goes to the queue of events.
 */
final class PahoConnection {
    private static final Logger log = LoggerFactory.getLogger(PahoConnection.class);

    /** Off: Paho logs a stack trace for each lost connection, and what it knows comes to us as events. */
    private static final java.util.logging.Logger PAHO_LOG = java.util.logging.Logger.getLogger("org.eclipse.paho");

    private static final int KEEP_ALIVE_SECONDS = 30;

    /** MQTT 5 §3.2.2.3.3: what a broker that names no Receive Maximum stands. */
    private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;

    private static final long DISCONNECT_MS = 1_000;

    private final UplinkSettings settings;
    private final MqttAsyncClient client;
    private final KeptSockets sockets;
    private final PahoListener listener;
    private int window;
    private @Nullable IMqttToken lastHealth;

    private PahoConnection(
            UplinkSettings settings, MqttAsyncClient client, KeptSockets sockets, PahoListener listener) {
        this.settings = settings;
        this.client = client;
        this.sockets = sockets;
        this.listener = listener;
    }

    /**
     * Connects, with {@code offline} as last will.
     *
     * @param events takes what happens, on Paho's threads; false if it has no room
     * @throws UplinkException naming the broker and what it said
     */
    static PahoConnection open(UplinkSettings settings, Predicate<UplinkEvent> events) throws UplinkException {
        PAHO_LOG.setLevel(Level.OFF);
        var sockets = new KeptSockets(SocketFactory.getDefault());
        SocketFactory factory =
                settings.tls() ? new KeptTlsSockets(Trust.sockets(settings.trusted()), sockets) : sockets;
        var listener = new PahoListener(events, sockets);
        MqttAsyncClient client;
        try {
            client = new MqttAsyncClient(
                    settings.broker().toString(),
                    settings.agent().toString(),
                    new MemoryPersistence(),
                    new ElapsedPings(),
                    null);
        } catch (MqttException e) {
            throw Reasons.connecting(settings.broker(), e);
        }
        var connection = new PahoConnection(settings, client, sockets, listener);
        try {
            client.setCallback(listener);
            IMqttToken connack = client.connect(connection.options(factory));
            connack.waitForCompletion(2 * settings.connectTimeout().toMillis());
            connection.window = connection.windowOf(connack);
            return connection;
        } catch (MqttException e) {
            connection.drop();
            throw Reasons.connecting(settings.broker(), e);
        }
    }

    /** The most publishes of QoS 1 without PUBACK: one more and Paho refuses (32202), with no word on which. */
    int window() {
        return window;
    }

    /** When the broker's certificate is over; empty without TLS. */
    Optional<Instant> certificateUntil() {
        return sockets.certificateUntil();
    }

    /** Subscribes with QoS 1 and waits for the broker's word. */
    void subscribe(Kind kind) throws UplinkException {
        String topic = Topics.of(settings.agent(), kind);
        try {
            IMqttToken suback = client.subscribe(topic, 1);
            suback.waitForCompletion(settings.connectTimeout().toMillis());
            int[] reasons = suback.getReasonCodes();
            int reason = reasons == null || reasons.length == 0 ? 0 : reasons[0];
            if (reason >= Reasons.REFUSAL) {
                throw new UplinkException(
                        UplinkState.PUBLISH_REFUSED, "subscription to " + topic + " refused: " + Reasons.text(reason));
            }
        } catch (MqttException e) {
            throw new UplinkException(
                    UplinkState.PUBLISH_REFUSED, "subscription to " + topic + " failed: " + Reasons.of(e), e);
        }
    }

    /**
     * Sends with QoS 1; the answer comes as {@link UplinkEvent.Acknowledged} or {@link UplinkEvent.Lost}.
     *
     * @throws UplinkException if the connection is gone
     */
    void publish(Kind kind, Payload payload, boolean retained) throws UplinkException {
        String topic = Topics.of(settings.agent(), kind);
        try {
            client.publish(topic, message(payload, 1, retained), topic, listener);
        } catch (MqttException e) {
            throw new UplinkException(UplinkState.DISCONNECTED, "publish failed: " + Reasons.of(e), e);
        }
    }

    /** Sends health with QoS 0, unless the one before is still on its way out: a stalled socket must not queue them. */
    void publishHealth(Payload payload) throws UplinkException {
        if (lastHealth != null && !lastHealth.isComplete()) {
            return;
        }
        String topic = Topics.of(settings.agent(), Kind.HEALTH);
        try {
            lastHealth = client.publish(topic, message(payload, 0, true));
        } catch (MqttException e) {
            throw new UplinkException(UplinkState.DISCONNECTED, "publish failed: " + Reasons.of(e), e);
        }
    }

    /** Says good-bye, so that the broker sends no last will. */
    void close() {
        listener.mute();
        try {
            client.disconnect(0).waitForCompletion(DISCONNECT_MS);
        } catch (MqttException e) {
            log.atDebug().addKeyValue("reason", Reasons.of(e)).log("DISCONNECT failed");
        }
        drop();
    }

    /** Ends it at once, whatever it is doing; the broker sends the last will. */
    void drop() {
        listener.mute();
        sockets.closeAll();
        try {
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException e) {
            log.atTrace().addKeyValue("reason", Reasons.of(e)).log("already disconnected");
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            log.atDebug().addKeyValue("reason", Reasons.of(e)).log("Paho did not close its client");
        }
    }

    private MqttConnectionOptions options(SocketFactory factory) {
        var options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setTopicAliasMaximum(0);
        options.setSocketFactory(factory);
        options.setHttpsHostnameVerificationEnabled(true);
        settings.credential().ifPresent(credential -> {
            options.setUserName(credential.username());
            options.setPassword(credential.password().getBytes(StandardCharsets.UTF_8));
        });
        options.setWill(
                Topics.of(settings.agent(), Kind.STATUS), message(WireCodec.encode(AgentStatus.OFFLINE), 1, true));
        return options;
    }

    private int windowOf(IMqttToken connack) {
        MqttProperties properties = connack.getResponseProperties();
        Integer named = properties == null ? null : properties.getReceiveMaximum();
        int broker = Optional.ofNullable(named).orElse(DEFAULT_RECEIVE_MAXIMUM);
        return Math.max(1, Math.min(settings.window(), broker));
    }

    private static MqttMessage message(Payload payload, int qos, boolean retained) {
        var properties = new MqttProperties();
        if (payload.gzip()) {
            properties.setUserProperties(List.of(new UserProperty(Payload.PROPERTY, Payload.GZIP)));
        }
        return new MqttMessage(payload.body(), qos, retained, properties);
    }
}
