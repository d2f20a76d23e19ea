package io.tagline.hub.intake;

import io.tagline.hub.ledger.MessageBody;
import io.tagline.hub.ledger.RawMessage;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.BundleSignature;
import io.tagline.wire.Payload;
import io.tagline.wire.Topics;
import io.tagline.wire.Topics.Kind;
import io.tagline.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from CONNECT to its end; the next one is a new object with a new Paho client, since Paho 1.2.5 may
 * wedge when a client is used again. Agents keep scans until their receipt, so nothing is lost with the session.
 */
final class BrokerConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BrokerConnection.class);

    private static final String SCANS = "$share/hub/" + Topics.everyAgent(Kind.SCANS);
    private static final int RECEIPTS_IN_FLIGHT = 20;
    private static final int KEEP_ALIVE_S = 20;
    private static final long WAIT_MS = 10_000;
    private static final int FIRST_ERROR_CODE = 0x80;

    private final MqttAsyncClient client;
    private final Optional<KeptTlsSockets> tls;
    private final Semaphore window = new Semaphore(RECEIPTS_IN_FLIGHT);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<Arrival> arrivals;
    private final IntakeMeters meters;

    private BrokerConnection(
            MqttAsyncClient client, Optional<KeptTlsSockets> tls, Consumer<Arrival> arrivals, IntakeMeters meters) {
        this.client = client;
        this.tls = tls;
        this.arrivals = arrivals;
        this.meters = meters;
    }

    /**
     * Connects and subscribes.
     *
     * @param arrivals is handed each message on Paho's thread; must not wait
     * @throws MqttException if the broker is not there, or refuses one of them
     */
    static BrokerConnection open(IntakeSettings settings, Consumer<Arrival> arrivals, IntakeMeters meters)
            throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(
                settings.url().toString(), settings.clientId(), new MemoryPersistence(), new ElapsedPings(), null);
        Optional<KeptTlsSockets> tls = KeptTlsSockets.of(settings);
        BrokerConnection connection = new BrokerConnection(client, tls, arrivals, meters);
        try {
            client.setManualAcks(true);
            client.setCallback(connection.new Callback());
            client.connect(options(settings, tls)).waitForCompletion(WAIT_MS);
            connection.subscribe();
            return connection;
        } catch (MqttException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static MqttConnectionOptions options(IntakeSettings settings, Optional<KeptTlsSockets> tls) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        tls.ifPresent(options::setSocketFactory);
        options.setHttpsHostnameVerificationEnabled(true);
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(KEEP_ALIVE_S);
        options.setConnectionTimeout((int) TimeUnit.MILLISECONDS.toSeconds(WAIT_MS));
        options.setReceiveMaximum(Arrivals.SCANS);
        options.setMaximumPacketSize((long) WireCodec.MOST_BYTES * 2);
        settings.login().ifPresent(login -> {
            options.setUserName(login.username());
            options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
        });
        return options;
    }

    private void subscribe() throws MqttException {
        String[] filters = {SCANS, Topics.everyAgent(Kind.STATUS), Topics.everyAgent(Kind.HEALTH)};
        IMqttToken token = client.subscribe(filters, new int[] {1, 1, 0});
        token.waitForCompletion(WAIT_MS);
        int[] codes = token.getReasonCodes();
        for (int i = 0; codes != null && i < codes.length; i++) {
            if (codes[i] >= FIRST_ERROR_CODE) {
                log.atError()
                        .addKeyValue("filter", filters[i])
                        .addKeyValue("reason", codes[i])
                        .log("broker refuses subscription");
                throw new MqttException(codes[i]);
            }
        }
    }

    /**
     * Sends a receipt. One that can't be sent is let go: the agent's next health message brings it about again.
     *
     * @throws InterruptedException if stopped while waiting for room
     */
    void send(AgentReceipt receipt) throws InterruptedException {
        if (!window.tryAcquire(WAIT_MS, TimeUnit.MILLISECONDS)) {
            log.atWarn().addKeyValue("agent", receipt.to()).log("receipt not sent: broker acknowledges none");
            meters.dropped();
            return;
        }
        Payload payload = WireCodec.encode(receipt.receipt());
        MqttMessage message = new MqttMessage(payload.body(), 1, false, null);
        if (payload.gzip()) {
            MqttProperties properties = new MqttProperties();
            properties.setUserProperties(List.of(new UserProperty(Payload.PROPERTY, Payload.GZIP)));
            message.setProperties(properties);
        }
        try {
            client.publish(Topics.of(receipt.to(), Kind.RECEIPTS), message, null, new Sent(receipt));
        } catch (MqttException | RuntimeException e) {
            window.release();
            meters.dropped();
            log.atDebug().addKeyValue("agent", receipt.to()).setCause(e).log("receipt not sent");
        }
    }

    /**
     * Publishes what the broker is to keep for an agent, and waits until it has it.
     *
     * @return false if the broker did not take it, which has been logged
     * @throws InterruptedException if stopped while waiting for room
     */
    boolean keep(AgentAddress agent, Kind kind, Payload payload, String signature) throws InterruptedException {
        if (!window.tryAcquire(WAIT_MS, TimeUnit.MILLISECONDS)) {
            return notKept(agent, kind, "the broker acknowledges nothing");
        }
        try {
            MqttMessage message = new MqttMessage(payload.body(), 1, true, signed(payload, signature));
            IMqttToken token = client.publish(Topics.of(agent, kind), message);
            token.waitForCompletion(WAIT_MS);
            // Paho reports refusal as success with an error code
            int[] codes = token.getReasonCodes();
            return codes == null
                    || codes.length == 0
                    || codes[0] < FIRST_ERROR_CODE
                    || notKept(agent, kind, "reason code " + codes[0]);
        } catch (MqttException | RuntimeException e) {
            return notKept(agent, kind, e.toString());
        } finally {
            window.release();
        }
    }

    private static MqttProperties signed(Payload payload, String signature) {
        List<UserProperty> said = new ArrayList<>();
        said.add(new UserProperty(BundleSignature.PROPERTY, signature));
        if (payload.gzip()) {
            said.add(new UserProperty(Payload.PROPERTY, Payload.GZIP));
        }
        MqttProperties properties = new MqttProperties();
        properties.setUserProperties(said);
        return properties;
    }

    private static boolean notKept(AgentAddress agent, Kind kind, String reason) {
        log.atWarn()
                .addKeyValue("agent", agent)
                .addKeyValue("kind", kind.level())
                .addKeyValue("reason", reason)
                .log("broker does not take it");
        return false;
    }

    /** Waits until the connection has ended, or the time is over; true if it has ended. */
    boolean awaitEnd(long waitMs) throws InterruptedException {
        return ended.await(waitMs, TimeUnit.MILLISECONDS);
    }

    boolean isOpen() {
        return ended.getCount() > 0 && client.isConnected();
    }

    /** Ends it without ceremony: what was not acknowledged comes again on the next. */
    @Override
    public void close() {
        ended.countDown();
        try {
            if (client.isConnected()) {
                client.disconnectForcibly(0, 1_000, true);
            }
        } catch (MqttException e) {
            log.atDebug().setCause(e).log("disconnect");
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            log.atDebug().setCause(e).log("close");
        }
        tls.ifPresent(KeptTlsSockets::closeAll);
    }

    private void acknowledge(int id, int qos) {
        try {
            client.messageArrivedComplete(id, qos);
        } catch (MqttException | RuntimeException e) {
            // The connection is gone: the message comes again and is known by then. Paho 1.2.5 throws
            // NullPointerException once closed.
            log.atDebug().setCause(e).log("acknowledgement not sent");
        }
    }

    /** Frees a receipt's place; Paho reports refusal as success with an error code. */
    private final class Sent implements MqttActionListener {
        private final AgentReceipt receipt;

        Sent(AgentReceipt receipt) {
            this.receipt = receipt;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            window.release();
            int[] codes = token.getReasonCodes();
            if (codes != null && codes.length > 0 && codes[0] >= FIRST_ERROR_CODE) {
                log.atWarn()
                        .addKeyValue("agent", receipt.to())
                        .addKeyValue("reason", codes[0])
                        .log("broker refuses receipt");
            }
        }

        @Override
        public void onFailure(IMqttToken token, Throwable exception) {
            window.release();
            meters.dropped();
        }
    }

    /** Runs on Paho's threads, where waiting would stop the connection: it only hands on. */
    private final class Callback implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            arrivals.accept(new Arrival(
                    new RawMessage(topic, encoding(message), new MessageBody(message.getPayload())),
                    Topics.parse(topic),
                    message.isRetained(),
                    System.nanoTime(),
                    () -> acknowledge(message.getId(), message.getQos())));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            ended.countDown();
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            log.atDebug().setCause(exception).log("MQTT error");
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // counted in Sent
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // open waits for it
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            // no extended authentication
        }
    }

    private static String encoding(MqttMessage message) {
        MqttProperties properties = message.getProperties();
        if (properties == null || properties.getUserProperties() == null) {
            return "";
        }
        return properties.getUserProperties().stream()
                .filter(property -> Payload.PROPERTY.equals(property.getKey()))
                .map(UserProperty::getValue)
                .findFirst()
                .orElse("");
    }
}
