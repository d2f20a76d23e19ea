package io.tagline.hub.broker;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/** An MQTT 5 client for tests: says the reason code of what it tried, collects what it gets. */
public final class MqttProbe implements AutoCloseable, MqttCallback {

    private static final long LIMIT_MS = 10_000;
    private static final int MOST_IN_FLIGHT = 50;

    /** A message that came. */
    public record Got(String topic, String text, boolean retained) {}

    private final MqttAsyncClient client;
    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();

    private MqttProbe(MqttAsyncClient client) {
        this.client = client;
    }

    public static MqttProbe connect(String url, String clientId, @Nullable String user, @Nullable String secret)
            throws MqttException {
        return connect(url, clientId, user, secret, true);
    }

    public static MqttProbe connect(
            String url, String clientId, @Nullable String user, @Nullable String secret, boolean cleanStart)
            throws MqttException {
        return connect(url, clientId, user, secret, cleanStart, options -> {});
    }

    /**
     * Connects.
     *
     * @param more sets what else the connection is to have
     */
    public static MqttProbe connect(
            String url,
            String clientId,
            @Nullable String user,
            @Nullable String secret,
            boolean cleanStart,
            Consumer<MqttConnectionOptions> more)
            throws MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        more.accept(options);
        options.setUserName(user);
        options.setPassword(secret == null ? null : secret.getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(cleanStart);
        options.setSessionExpiryInterval(cleanStart ? 0L : 600L);
        options.setAutomaticReconnect(false);
        MqttAsyncClient client = new MqttAsyncClient(url, clientId, new MemoryPersistence());
        MqttProbe probe = new MqttProbe(client);
        client.setCallback(probe);
        client.connect(options).waitForCompletion(LIMIT_MS);
        return probe;
    }

    public boolean isConnected() {
        return client.isConnected();
    }

    /** The reason code of the PUBACK, 0 or 0x10 when accepted; -1 when the connection was closed instead. */
    public int publish(String topic, String text, boolean retained) throws MqttException {
        return publish(topic, text.getBytes(StandardCharsets.UTF_8), retained);
    }

    public int publish(String topic, byte[] body, boolean retained) throws MqttException {
        return publish(topic, body, "", retained);
    }

    /** As above, with the user property {@code content-encoding} where it is not empty. */
    public int publish(String topic, byte[] body, String encoding, boolean retained) throws MqttException {
        MqttProperties properties = new MqttProperties();
        if (!encoding.isEmpty()) {
            properties.setUserProperties(List.of(new UserProperty("content-encoding", encoding)));
        }
        MqttMessage message = new MqttMessage(body, 1, retained, properties);
        IMqttToken token = client.publish(topic, message);
        try {
            token.waitForCompletion(LIMIT_MS);
        } catch (MqttException e) {
            return e.getReasonCode() > 0 && e.getReasonCode() < 256 ? e.getReasonCode() : -1;
        }
        int[] codes = token.getReasonCodes();
        return codes == null || codes.length == 0 ? 0 : codes[0];
    }

    /** Publishes without waiting for the answer, as fast as the broker takes it. */
    public void publishLater(String topic, byte[] body) throws MqttException, InterruptedException {
        while (client.getInFlightMessageCount() >= MOST_IN_FLIGHT) {
            Thread.sleep(1);
        }
        client.publish(topic, new MqttMessage(body, 1, false, new MqttProperties()));
    }

    /** The reason code of the SUBACK: the granted QoS, or 0x80 and above when refused. */
    public int subscribe(String filter) throws MqttException {
        IMqttToken token = client.subscribe(filter, 1);
        try {
            token.waitForCompletion(LIMIT_MS);
        } catch (MqttException e) {
            return e.getReasonCode();
        }
        int[] codes = token.getReasonCodes();
        return codes == null || codes.length == 0 ? 0 : codes[0];
    }

    /** The next message, or null if none comes in time. */
    public @Nullable Got next(long limitMs) throws InterruptedException {
        return got.poll(limitMs, TimeUnit.MILLISECONDS);
    }

    /** The text of the next message, or a word for none within 5 s. */
    public String nextText() throws InterruptedException {
        Got next = next(5_000);
        return next == null ? "no message" : next.text();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        got.add(new Got(topic, new String(message.getPayload(), StandardCharsets.UTF_8), message.isRetained()));
    }

    /** Goes without a word, so that the broker sends the last will. */
    public void drop() throws MqttException {
        client.disconnectForcibly(0, 1, false);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(LIMIT_MS);
        }
        client.close();
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
