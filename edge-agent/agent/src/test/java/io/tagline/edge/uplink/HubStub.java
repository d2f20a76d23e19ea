package io.tagline.edge.uplink;

import io.tagline.wire.BundleSignature;
import io.tagline.wire.Payload;
import io.tagline.wire.Receipt;
import io.tagline.wire.ReceivedScans;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import io.tagline.wire.Topics;
import io.tagline.wire.Topics.Kind;
import io.tagline.wire.WireCodec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

/**
 * A hub as small as can be: stores each (journal, seq) once in memory that outlives its connections, and receipts it; can
 * lose messages and receipts, and be away.
 */
final class HubStub implements AutoCloseable {
    private final URI broker;
    private final Random random;
    private final double lossOfReceipts;
    private final boolean remembers;
    private final Map<String, Scan> ledger = new ConcurrentHashMap<>();
    private final Map<String, String> latest = new ConcurrentSkipListMap<>();
    private final AtomicInteger repeats = new AtomicInteger();
    private final AtomicInteger contradictions = new AtomicInteger();
    private volatile Connection connection;

    HubStub(URI broker, Random random, double lossOfReceipts) throws MqttException {
        this(broker, random, lossOfReceipts, true);
    }

    /** One that remembers nothing, for millions of scans. */
    static HubStub thatOnlyReceipts(URI broker, Random random) throws MqttException {
        return new HubStub(broker, random, 0, false);
    }

    private HubStub(URI broker, Random random, double lossOfReceipts, boolean remembers) throws MqttException {
        this.remembers = remembers;
        this.broker = broker;
        this.random = random;
        this.lossOfReceipts = lossOfReceipts;
        this.connection = new Connection();
    }

    int stored() {
        return ledger.size();
    }

    Optional<String> epcStored(UUID journal, long seq) {
        return Optional.ofNullable(ledger.get(journal + "/" + seq)).map(Scan::epc);
    }

    int repeats() {
        return repeats.get();
    }

    /** How often another scan came under the same (journal, seq). */
    int contradictions() {
        return contradictions.get();
    }

    /** The body of the last message on each topic. */
    Map<String, String> latest() {
        return latest;
    }

    void leave() {
        connection.close();
    }

    void comeBack() throws MqttException {
        connection = new Connection();
    }

    /** Asks for scans again, as a hub restored from a backup. */
    void want(String receiptTopic, UUID journal, SeqRange range) {
        for (long seq = range.from(); seq <= range.to(); seq++) {
            ledger.remove(journal + "/" + seq);
        }
        connection.send(receiptTopic, new Receipt(journal, List.of(), List.of(range)));
    }

    /** Leaves a message at the broker for those who come later. */
    void retain(String topic, Payload payload, String signature) throws MqttException {
        var properties = new MqttProperties();
        properties.setUserProperties(List.of(new UserProperty(BundleSignature.PROPERTY, signature)));
        connection
                .client
                .publish(topic, new MqttMessage(payload.body(), 1, true, properties))
                .waitForCompletion(10_000);
    }

    private void store(String topic, Payload payload, Connection from) throws Exception {
        Topics.Parsed parsed = Topics.parse(topic).orElseThrow();
        if (parsed.kind() != Kind.SCANS) {
            latest.put(topic, payload.toString());
            if (parsed.kind() == Kind.STATUS) {
                latest.put(topic, WireCodec.decodeStatus(payload).code());
            } else if (parsed.kind() == Kind.HEALTH) {
                latest.put(topic, WireCodec.decodeHealth(payload).version());
            }
            return;
        }
        ReceivedScans received = WireCodec.decodeScans(payload);
        long[] seqs = received.scans().stream().mapToLong(Scan::seq).sorted().toArray();
        for (Scan scan : remembers ? received.scans() : List.<Scan>of()) {
            Scan before = ledger.putIfAbsent(received.journal() + "/" + scan.seq(), scan);
            if (before != null) {
                repeats.incrementAndGet();
                contradictions.addAndGet(before.equals(scan) ? 0 : 1);
            }
        }
        if (random.nextDouble() >= lossOfReceipts) {
            from.send(
                    Topics.of(parsed.from(), Kind.RECEIPTS),
                    new Receipt(received.journal(), SeqRange.covering(seqs), List.of()));
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private final class Connection implements MqttCallback {
        private final MqttAsyncClient client;
        private final ExecutorService worker = Executors.newSingleThreadExecutor();

        Connection() throws MqttException {
            client = new MqttAsyncClient(broker.toString(), "hub-" + random.nextLong(), new MemoryPersistence());
            client.setCallback(this);
            var options = new MqttConnectionOptions();
            options.setAutomaticReconnect(false);
            client.connect(options).waitForCompletion(10_000);
            for (Kind kind : List.of(Kind.SCANS, Kind.STATUS, Kind.HEALTH)) {
                client.subscribe(Topics.everyAgent(kind), 1).waitForCompletion(10_000);
            }
        }

        void send(String topic, Receipt receipt) {
            Payload payload = WireCodec.encode(receipt);
            var properties = new MqttProperties();
            if (payload.gzip()) {
                properties.setUserProperties(List.of(new UserProperty(Payload.PROPERTY, Payload.GZIP)));
            }
            try {
                client.publish(topic, new MqttMessage(payload.body(), 1, false, properties));
            } catch (MqttException e) {
                // the broker is gone: the receipt is lost, as in life
            }
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            List<UserProperty> properties = message.getProperties().getUserProperties();
            boolean gzip = properties.stream().anyMatch(each -> each.getKey().equals(Payload.PROPERTY));
            worker.execute(() -> {
                try {
                    store(topic, Payload.received(message.getPayload(), gzip ? Payload.GZIP : ""), this);
                } catch (Exception e) {
                    throw new IllegalStateException(topic, e);
                }
            });
        }

        void close() {
            worker.shutdownNow();
            try {
                client.disconnectForcibly(0, 200, false);
                client.close(true);
                worker.awaitTermination(5, TimeUnit.SECONDS);
            } catch (MqttException e) {
                // not connected any more
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException e) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String server) {}

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {}
    }
}
