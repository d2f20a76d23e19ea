package io.tagline.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.TestHub;
import io.tagline.hub.access.SigningKey;
import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.manifest.LoadDocument;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Payload;
import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import io.tagline.wire.SeqRange;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The intake against a broker that is not ours: Debian's Mosquitto, which goes away and comes back. */
final class IntakeMosquittoIT {
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");

    @TempDir
    Path folder;

    private int port;
    private Process mosquitto;
    private TestHub hub;
    private MqttClient agent;
    private final ConcurrentLinkedQueue<Receipt> receipts = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(MOSQUITTO), "mosquitto is not installed");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        startBroker();
        hub = new TestHub(TestDatabase.SQLITE, folder);
        connectAgent();
    }

    @AfterEach
    void stop() throws Exception {
        if (mosquitto != null) {
            agent.disconnectForcibly(0, 100);
            agent.close(true);
            hub.close();
            mosquitto.destroyForcibly().waitFor();
        }
    }

    @Test
    void scansAreReceiptedAndWhatIsNoMessageIsKept() throws Exception {
        hub.order("A-1", "RR123456785CA=3034AAAA");
        try (IntakeMqtt intake = hub.core.startIntake(settings(), why -> {})) {
            await().atMost(LIMIT).until(intake::isConnected);

            publish("not json".getBytes(java.nio.charset.StandardCharsets.UTF_8), false);
            publish(batch(1, 60));

            await().atMost(LIMIT).untilAsserted(() -> assertThat(receipts)
                    .flatExtracting(Receipt::committed)
                    .contains(new SeqRange(1, 60)));
            assertThat(hub.core
                            .parcels()
                            .byTrackingNumber("RR123456785CA")
                            .orElseThrow()
                            .events())
                    .hasSize(61);
            var letters = hub.store.transactions().read(tx -> DeadLetters.newest(tx, 5));
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).message().body().bytes()).asString().isEqualTo("not json");
        }
    }

    @Test
    void restartsOfIntakeAndBrokerInMidstreamLoseAndDoubleNothing() throws Exception {
        hub.order("A-1", "RR123456785CA=3034AAAA");
        int sent = 0;
        for (int round = 0; round < 3; round++) {
            try (IntakeMqtt intake = hub.core.startIntake(settings(), why -> {})) {
                await().atMost(LIMIT).until(intake::isConnected);
                for (int i = 0; i < 20; i++) {
                    publish(batch(1 + sent, 10));
                    sent += 10;
                }
                // closes in the middle of what has been published
            }
            if (round == 1) {
                restartBroker();
            }
        }
        try (IntakeMqtt intake = hub.core.startIntake(settings(), why -> {})) {
            await().atMost(LIMIT).until(intake::isConnected);
            // an agent sends again what has no receipt
            resendUnreceipted(sent);
            int all = sent;
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(unreceipted(all)).isEmpty());
        }
        assertThat(hub.core
                        .parcels()
                        .byTrackingNumber("RR123456785CA")
                        .orElseThrow()
                        .events())
                .hasSize(sent + 1);
    }

    /** Paho 1.2.5 throws NullPointerException there, which once ended the thread that takes scans in. */
    @Test
    void whatIsAnsweredAfterTheConnectionEndedHarmsNobody() throws Exception {
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        IntakeMeters meters = new IntakeMeters(new SimpleMeterRegistry());
        BrokerConnection connection = BrokerConnection.open(settings(), arrivals::add, meters);
        publish(batch(1, 10));
        Arrival arrival = arrivals.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(arrival).as("the message that was published").isNotNull();

        connection.close();

        assertThatCode(() -> arrival.acknowledge().run()).doesNotThrowAnyException();
        AgentReceipt receipt = new AgentReceipt(
                new AgentAddress("ott-1", "gw-1"), new Receipt(JOURNAL, List.of(new SeqRange(1, 10)), List.of()));
        assertThatCode(() -> connection.send(receipt)).doesNotThrowAnyException();
    }

    @Test
    void intakeComesBackWhenTheBrokerDoes() throws Exception {
        try (IntakeMqtt intake = hub.core.startIntake(settings(), why -> {})) {
            await().atMost(LIMIT).until(intake::isConnected);
            restartBroker();

            await().atMost(LIMIT).untilAsserted(() -> {
                publish(batch(1, 5));
                assertThat(receipts).isNotEmpty();
            });
            assertThat(intake.isAlive()).isTrue();
        }
    }

    /** This broker keeps nothing over a restart, as one whose disk was replaced. */
    @Test
    void aBrokerThatCameBackEmptyGetsTheManifestsAgain() throws Exception {
        AgentAddress address = new AgentAddress("ott-1", "gw-1");
        hub.watches(address, "door-1");
        hub.order("A-1", "RR123456785CA=3034AAAA");
        hub.core
                .loads()
                .put("ott-1", "door-1", new LoadDocument("L", Direction.OUT, List.of("RR123456785CA"), List.of()));
        SigningKey key = SigningKey.open(folder);
        try (IntakeMqtt intake = hub.core.startIntake(settings(), why -> {});
                ManifestPublisher publisher = hub.core.startManifests(intake, key.privateKey(), why -> {})) {
            assertThat(keptManifest()).isEqualTo(hub.core.manifests().issue(address));
            restartBroker();
            assertThat(keptManifest()).isEqualTo(hub.core.manifests().issue(address));
            assertThat(publisher).isNotNull();
        }
    }

    /** What an agent gets that subscribes now or soon. */
    private Manifest keptManifest() throws Exception {
        BlockingQueue<Manifest> kept = new LinkedBlockingQueue<>();
        agent.subscribe(
                new MqttSubscription[] {new MqttSubscription("tagline/v1/ott-1/gw-1/manifest", 1)},
                new org.eclipse.paho.mqttv5.client.IMqttMessageListener[] {
                    (topic, message) -> kept.add(WireCodec.decodeManifest(Payload.received(message.getPayload(), "")))
                });
        Manifest manifest = kept.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(manifest).as("a manifest within " + LIMIT).isNotNull();
        return manifest;
    }

    private void resendUnreceipted(int sent) throws MqttException {
        for (long seq : unreceipted(sent)) {
            publish(batch((int) seq, 1));
        }
    }

    private List<Long> unreceipted(int sent) {
        List<Long> missing = new ArrayList<>();
        for (long seq = 1; seq <= sent; seq++) {
            long wanted = seq;
            if (receipts.stream()
                    .flatMap(receipt -> receipt.committed().stream())
                    .noneMatch(range -> range.from() <= wanted && wanted <= range.to())) {
                missing.add(seq);
            }
        }
        return missing;
    }

    private IntakeSettings settings() {
        return new IntakeSettings(URI.create("tcp://127.0.0.1:" + port), "hub-test", Optional.empty());
    }

    private void startBroker() throws IOException {
        Path config = folder.resolve("mosquitto.conf");
        Files.writeString(config, "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence false\n");
        mosquitto = new ProcessBuilder(MOSQUITTO.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
    }

    private void restartBroker() throws Exception {
        mosquitto.destroyForcibly().waitFor();
        agent.disconnectForcibly(0, 100);
        agent.close(true);
        startBroker();
        connectAgent();
    }

    private void connectAgent() {
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            agent = new MqttClient("tcp://127.0.0.1:" + port, "agent-test", new MemoryPersistence());
            agent.connect();
            return agent.isConnected();
        });
        try {
            agent.subscribe(
                    new MqttSubscription[] {new MqttSubscription("tagline/v1/ott-1/gw-1/receipts", 1)},
                    new org.eclipse.paho.mqttv5.client.IMqttMessageListener[] {
                        (topic, message) -> receipts.add(receipt(message))
                    });
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Receipt receipt(MqttMessage message) throws WireFormatException {
        var properties = message.getProperties();
        boolean gzip = properties != null && !properties.getUserProperties().isEmpty();
        return WireCodec.decodeReceipt(Payload.received(message.getPayload(), gzip ? Payload.GZIP : ""));
    }

    private static Payload batch(int from, int count) {
        List<Scan> scans = new ArrayList<>();
        for (int seq = from; seq < from + count; seq++) {
            scans.add(TestHub.scan(
                    seq,
                    "door-1",
                    "3034AAAA",
                    seq % 2 == 0 ? Direction.IN : Direction.OUT,
                    TestHub.START.plusSeconds(seq)));
        }
        return WireCodec.encode(new ScanBatch(JOURNAL, scans));
    }

    private void publish(Payload payload) throws MqttException {
        publish(payload.body(), payload.gzip());
    }

    private void publish(byte[] body, boolean gzip) throws MqttException {
        MqttMessage message = new MqttMessage(body);
        message.setQos(1);
        if (gzip) {
            MqttProperties properties = new MqttProperties();
            properties.setUserProperties(List.of(new UserProperty(Payload.PROPERTY, Payload.GZIP)));
            message.setProperties(properties);
        }
        await().atMost(LIMIT).until(() -> published(message));
    }

    /** Paho frees a place in its window a little after the acknowledgement that publish waited for. */
    private boolean published(MqttMessage message) throws MqttException {
        try {
            agent.publish("tagline/v1/ott-1/gw-1/scans", message);
            return true;
        } catch (MqttException e) {
            if (e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT) {
                return false;
            }
            throw e;
        }
    }
}
