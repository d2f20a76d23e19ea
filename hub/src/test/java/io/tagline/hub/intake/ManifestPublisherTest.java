package io.tagline.hub.intake;

import static io.tagline.hub.TestHub.OTTAWA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.access.SigningKey;
import io.tagline.hub.broker.Broker;
import io.tagline.hub.manifest.LoadDocument;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.BundleSignature;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Payload;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests on their way through the hub's own broker to an agent. */
final class ManifestPublisherTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AgentAddress OTHER = new AgentAddress("ott-1", "gw-2");
    private static final String ONE = "RR123456785CA";
    private static final String TWO = "RB123456785GB";

    @TempDir
    Path folder;

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private SigningKey key;
    private Broker broker;
    private TestHub hub;
    private @Nullable MqttClient agent;

    /** A message as an agent gets it. */
    private record Heard(String topic, boolean retained, Payload payload, String signature) {
        Manifest manifest() {
            try {
                return WireCodec.decodeManifest(payload);
            } catch (WireFormatException e) {
                throw new AssertionError(e);
            }
        }
    }

    @BeforeEach
    void open() throws Exception {
        key = SigningKey.open(folder);
        broker = startBroker("broker-1", 0);
        hub = new TestHub(TestDatabase.SQLITE, folder);
        hub.watches(OTTAWA, "door-1");
        hub.watches(OTHER, "van-1");
        hub.order("A-1", ONE + "=3034257BF7194E4000001A85", TWO + "=3034257BF7194E4000001A86");
    }

    @AfterEach
    void close() throws Exception {
        leave();
        hub.close();
        broker.close();
    }

    @Test
    void anAgentHearsItsManifestSignedAndKeptAndEachChangeOfIt() throws Exception {
        try (IntakeMqtt intake = startIntake();
                ManifestPublisher publisher = startPublisher(intake)) {
            connect(OTTAWA);
            assertThat(next().manifest().portals()).as("no load is open").isEmpty();

            put("door-1", ONE);
            Heard opened = next();
            assertThat(opened.manifest().portals()).containsOnlyKeys("door-1");
            assertThat(parcels(opened)).containsExactly(ONE);
            assertThat(BundleSignature.isValid(key.publicKey(), opened.topic(), opened.payload(), opened.signature()))
                    .isTrue();
            assertThat(BundleSignature.isValid(
                            key.publicKey(), "tagline/v1/ott-1/gw-2/manifest", opened.payload(), opened.signature()))
                    .as("for another agent it is worth nothing")
                    .isFalse();

            leave();
            connect(OTTAWA);
            Heard kept = next();
            assertThat(kept.retained()).isTrue();
            assertThat(kept.manifest()).isEqualTo(opened.manifest());

            hub.core.loads().close("ott-1", "door-1");
            Manifest closed = next().manifest();
            assertThat(closed.portals()).isEmpty();
            assertThat(closed.version()).isGreaterThan(opened.manifest().version());
            assertThat(publisher).isNotNull();
        }
    }

    @Test
    void whatChangesBetweenTwoLooksIsToldOnce() throws Exception {
        try (IntakeMqtt intake = startIntake();
                ManifestPublisher publisher = startPublisher(intake)) {
            connect(OTTAWA);
            next();
            for (int i = 0; i < 20; i++) {
                put("door-1", i % 2 == 0 ? ONE : TWO);
            }
            await().atMost(LIMIT)
                    .until(() -> heard.stream().anyMatch(each -> parcels(each).equals(List.of(TWO))));
            assertThat(heard).hasSizeLessThan(5);
            assertThat(publisher).isNotNull();
        }
    }

    @Test
    void anAgentThatNamesAPortalIsToldOfItsLoad() throws Exception {
        put("door-7", ONE);
        try (IntakeMqtt intake = startIntake();
                ManifestPublisher publisher = startPublisher(intake)) {
            connect(OTTAWA);
            assertThat(next().manifest().portals()).isEmpty();
            hub.watches(OTTAWA, "door-1", "door-7");
            assertThat(parcels(next())).containsExactly(ONE);
            assertThat(publisher).isNotNull();
        }
    }

    /** A broker whose disk was replaced has no retained messages; neither has one that keeps none. */
    @Test
    void aBrokerThatCameBackEmptyGetsTheSameManifestAgain() throws Exception {
        put("door-1", ONE);
        int port = broker.port();
        Manifest before;
        try (IntakeMqtt intake = startIntake();
                ManifestPublisher publisher = startPublisher(intake)) {
            connect(OTTAWA);
            before = next().manifest();
            assertThat(publisher).isNotNull();
        }
        leave();
        broker.close();
        broker = startBroker("broker-2", port);
        connect(OTTAWA);
        assertThat(heard.poll(500, TimeUnit.MILLISECONDS)).as("it is empty").isNull();
        try (IntakeMqtt intake = startIntake();
                ManifestPublisher publisher = startPublisher(intake)) {
            assertThat(next().manifest()).isEqualTo(before);
            assertThat(publisher).isNotNull();
        }
    }

    @Test
    void anAgentCanNotReadWhatAnotherIsTold() throws Exception {
        put("door-1", ONE);
        try (IntakeMqtt intake = startIntake();
                ManifestPublisher publisher = startPublisher(intake)) {
            connect(OTTAWA);
            next();
            leave();
            connect(OTHER);
            assertThat(next().topic()).isEqualTo("tagline/v1/ott-1/gw-2/manifest");
            assertThat(subscribe("tagline/v1/ott-1/gw-1/manifest")).isGreaterThanOrEqualTo(0x80);
            assertThat(subscribe("tagline/v1/+/+/manifest")).isGreaterThanOrEqualTo(0x80);
            assertThat(publisher).isNotNull();
        }
    }

    private static List<String> parcels(Heard message) {
        return message.manifest().portals().values().stream()
                .flatMap(portal -> portal.expected().stream())
                .map(Manifest.Expected::parcel)
                .toList();
    }

    private void put(String portal, String... expected) throws Exception {
        hub.core.loads().put("ott-1", portal, new LoadDocument("YUL-17", Direction.OUT, List.of(expected), List.of()));
    }

    private Heard next() throws InterruptedException {
        Heard next = heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("a manifest within " + LIMIT).isNotNull();
        return next;
    }

    private Broker startBroker(String name, int port) throws Exception {
        return Broker.start(
                new Broker.Setup(
                        "127.0.0.1", port, Files.createDirectories(folder.resolve(name)), false, Optional.empty()),
                (address, secret) -> secret.equals("secret"),
                new GuessLimit(100, System::nanoTime));
    }

    private IntakeMqtt startIntake() {
        IntakeSettings settings = new IntakeSettings(
                URI.create(broker.url()),
                broker.hubUser(),
                Optional.of(new IntakeSettings.Login(broker.hubUser(), broker.hubSecret())));
        return hub.core.startIntake(settings, why -> {});
    }

    private ManifestPublisher startPublisher(IntakeMqtt intake) {
        return hub.core.startManifests(intake, key.privateKey(), why -> {});
    }

    private void connect(AgentAddress address) throws MqttException {
        heard.clear();
        MqttClient client = new MqttClient(broker.url(), address.toString(), new MemoryPersistence());
        agent = client;
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(address.toString());
        options.setPassword("secret".getBytes(StandardCharsets.UTF_8));
        client.connect(options);
        assertThat(subscribe("tagline/v1/" + address + "/manifest")).isLessThan(0x80);
    }

    private int subscribe(String filter) throws MqttException {
        try {
            return Objects.requireNonNull(agent, "connected")
                    .subscribe(
                            new MqttSubscription[] {new MqttSubscription(filter, 1)},
                            new IMqttMessageListener[] {(topic, message) -> heard.add(heard(topic, message))})
                    .getReasonCodes()[0];
        } catch (MqttException e) {
            return e.getReasonCode();
        }
    }

    private static Heard heard(String topic, MqttMessage message) throws WireFormatException {
        String encoding = "";
        String signature = "";
        for (UserProperty property : message.getProperties().getUserProperties()) {
            if (property.getKey().equals(Payload.PROPERTY)) {
                encoding = property.getValue();
            } else if (property.getKey().equals(BundleSignature.PROPERTY)) {
                signature = property.getValue();
            }
        }
        return new Heard(topic, message.isRetained(), Payload.received(message.getPayload(), encoding), signature);
    }

    private void leave() throws MqttException {
        MqttClient client = agent;
        agent = null;
        if (client != null) {
            client.disconnectForcibly(0, 100);
            client.close(true);
        }
    }
}
