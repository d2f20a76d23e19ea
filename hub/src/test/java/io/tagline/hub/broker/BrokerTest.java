package io.tagline.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.access.GuessLimit;
import io.tagline.wire.AgentAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {

    private static final int NOT_AUTHORIZED = 0x87;
    private static final int BAD_USER_OR_PASSWORD = 0x86;
    private static final String A = "ott-1/gw-1";
    private static final String B = "tor-1/gw-1";

    private static final int WRONG_PER_MINUTE = 20;

    @TempDir
    Path directory;

    private final Map<String, String> secrets = new ConcurrentHashMap<>(Map.of(A, "secret-a", B, "secret-b"));
    private final AtomicInteger questions = new AtomicInteger();
    private Broker broker;

    @BeforeEach
    void start() throws IOException {
        broker = start(false);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private Broker start(boolean anonymous) throws IOException {
        return Broker.start(
                new Broker.Setup("127.0.0.1", 0, directory, anonymous, Optional.empty()), this::isRight, guesses());
    }

    private static GuessLimit guesses() {
        return new GuessLimit(WRONG_PER_MINUTE, () -> 0);
    }

    private boolean isRight(AgentAddress agent, String secret) {
        questions.incrementAndGet();
        return secret.equals(secrets.get(agent.toString()));
    }

    private MqttProbe agent(String name) throws MqttException {
        return MqttProbe.connect(broker.url(), name, name, secrets.get(name));
    }

    private MqttProbe hub() throws MqttException {
        return MqttProbe.connect(broker.url(), "tagline-hub-1", broker.hubUser(), broker.hubSecret(), false);
    }

    @Test
    void wrongSecretUnknownAgentAndNoNameAreRefusedWithReason0x86() {
        assertRefused(A, "wrong");
        assertRefused("ott-1/gw-9", "secret-a");
        assertRefused("admin", "admin");
        assertRefused("tagline-hub", "guess");
        assertRefused(null, null);
    }

    private void assertRefused(@Nullable String user, @Nullable String secret) {
        assertThatThrownBy(() -> MqttProbe.connect(broker.url(), "probe", user, secret))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(BAD_USER_OR_PASSWORD));
    }

    @Test
    void scansReachTheHubAndReceiptsReachTheAgent() throws Exception {
        try (MqttProbe hub = hub();
                MqttProbe agent = agent(A)) {
            assertThat(hub.subscribe("$share/hub/tagline/v1/+/+/scans")).isLessThan(0x80);
            assertThat(agent.subscribe("tagline/v1/ott-1/gw-1/receipts")).isLessThan(0x80);
            assertThat(agent.publish("tagline/v1/ott-1/gw-1/scans", "s", false)).isLessThan(0x80);
            assertThat(hub.next(5_000)).isEqualTo(new MqttProbe.Got("tagline/v1/ott-1/gw-1/scans", "s", false));
            assertThat(hub.publish("tagline/v1/ott-1/gw-1/receipts", "r", false))
                    .isLessThan(0x80);
            assertThat(agent.next(5_000)).isEqualTo(new MqttProbe.Got("tagline/v1/ott-1/gw-1/receipts", "r", false));
        }
    }

    @Test
    void anAgentCannotPublishAsAnotherNorAsTheHub() throws Exception {
        try (MqttProbe hub = hub();
                MqttProbe agent = agent(A)) {
            hub.subscribe("tagline/v1/#");
            assertThat(agent.publish("tagline/v1/tor-1/gw-1/scans", "forged", false))
                    .isEqualTo(NOT_AUTHORIZED);
            assertThat(agent.publish("tagline/v1/ott-1/gw-1/receipts", "forged", false))
                    .isEqualTo(NOT_AUTHORIZED);
            assertThat(agent.publish("tagline/v1/ott-1/gw-1/other", "x", false)).isEqualTo(NOT_AUTHORIZED);
            assertThat(agent.publish("elsewhere", "x", false)).isEqualTo(NOT_AUTHORIZED);
            assertThat(agent.publish("tagline/v1/ott-1/gw-1/health", "fine", true))
                    .isLessThan(0x80);
            assertThat(hub.nextText()).as("the first that came through").isEqualTo("fine");
        }
    }

    @Test
    void anAgentCannotReadWhatIsNotItsOwn() throws Exception {
        for (String filter : new String[] {
            "tagline/v1/tor-1/gw-1/receipts",
            "tagline/v1/+/+/receipts",
            "tagline/v1/ott-1/+/receipts",
            "tagline/v1/#",
            "#",
            "$share/x/tagline/v1/+/+/scans",
            "tagline/v1/ott-1/gw-1/scans",
            "$sys/#",
            "$SYS/#",
            "$share/x/#",
            "$share/x/tagline/v1/tor-1/gw-1/receipts",
            "tagline/v1/ott-1/gw-1/#",
            "tagline/v1/ott-1/gw-1/+",
            "+/+/+/+/+",
            "tagline/v1/ott-1/gw-1"
        }) {
            try (MqttProbe agent = agent(A)) {
                assertThat(agent.subscribe(filter)).as(filter).isEqualTo(NOT_AUTHORIZED);
            }
        }
    }

    @Test
    void noOneTakesAnothersSessionByItsClientId() throws Exception {
        try (MqttProbe agent = agent(A)) {
            assertThatThrownBy(() -> MqttProbe.connect(broker.url(), A, B, "secret-b"))
                    .isInstanceOf(MqttException.class);
            assertThat(agent.isConnected()).isTrue();
        }
    }

    @Test
    void aLastWillReachesItsOwnTopicsOnly() throws Exception {
        try (MqttProbe hub = hub()) {
            hub.subscribe("tagline/v1/#");
            for (String forged : new String[] {
                "tagline/v1/tor-1/gw-1/status", "tagline/v1/ott-1/gw-1/receipts", "tagline/v1/tor-1/gw-1/receipts"
            }) {
                dropWithWill(forged, "forged");
            }
            dropWithWill("tagline/v1/ott-1/gw-1/status", "offline");
            assertThat(hub.nextText()).as("the first that came through").isEqualTo("offline");
            assertThat(hub.next(500)).isNull();
        }
        try (MqttProbe later = hub()) {
            later.subscribe("tagline/v1/tor-1/gw-1/status");
            assertThat(later.next(500))
                    .as("nothing retained of the forged ones")
                    .isNull();
        }
    }

    private void dropWithWill(String topic, String text) throws MqttException {
        MqttProbe agent = MqttProbe.connect(
                broker.url(),
                A,
                A,
                "secret-a",
                true,
                options -> options.setWill(
                        topic, new MqttMessage(text.getBytes(StandardCharsets.UTF_8), 1, true, new MqttProperties())));
        agent.drop();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !broker.connectedAgents().contains(A));
    }

    @Test
    void anAgentCannotReplaceWhatAnotherHasRetained() throws Exception {
        try (MqttProbe other = agent(B);
                MqttProbe agent = agent(A)) {
            assertThat(other.publish("tagline/v1/tor-1/gw-1/health", "fine", true))
                    .isLessThan(0x80);
            assertThat(agent.publish("tagline/v1/tor-1/gw-1/health", "", true)).isEqualTo(NOT_AUTHORIZED);
            assertThat(agent.publish("tagline/v1/tor-1/gw-1/health", "forged", true))
                    .isEqualTo(NOT_AUTHORIZED);
        }
        try (MqttProbe hub = hub()) {
            hub.subscribe("tagline/v1/+/+/health");
            assertThat(hub.nextText()).isEqualTo("fine");
        }
    }

    @Test
    void guessingSecretsIsSlowedAndNeitherTheHubNorAKnownAgentIsKeptOut() throws Exception {
        try (MqttProbe before = agent(A)) {
            assertThat(before.isConnected()).isTrue();
        }
        for (int i = 0; i < WRONG_PER_MINUTE; i++) {
            assertRefused(B, "guess-" + i);
        }
        int asked = questions.get();
        assertRefused(B, "guess");
        assertThat(questions).as("refused unheard").hasValue(asked);
        try (MqttProbe known = agent(A);
                MqttProbe hub = hub()) {
            assertThat(known.isConnected()).isTrue();
            assertThat(hub.isConnected()).isTrue();
        }
    }

    @Test
    void anAgentWhoseCredentialIsRemovedWhileConnectedIsCutOffWithinSecondsAndStaysOut() throws Exception {
        try (RemovedAgents watch = new RemovedAgents(broker, secrets::keySet);
                MqttProbe agent = agent(A);
                MqttProbe other = agent(B)) {
            assertThat(watch).isNotNull();
            secrets.remove(A);
            await().atMost(Duration.ofSeconds(6)).until(() -> !agent.isConnected());
            assertRefused(A, "secret-a");
            assertThat(other.isConnected()).isTrue();
        }
    }

    @Test
    void theLastStatusAndHealthAreThereForAHubThatComesLater() throws Exception {
        try (MqttProbe agent = agent(A)) {
            agent.publish("tagline/v1/ott-1/gw-1/status", "online", true);
            agent.publish("tagline/v1/ott-1/gw-1/status", "offline", true);
        }
        broker.close();
        broker = start(false);
        try (MqttProbe hub = hub()) {
            hub.subscribe("tagline/v1/+/+/status");
            assertThat(hub.next(5_000)).isEqualTo(new MqttProbe.Got("tagline/v1/ott-1/gw-1/status", "offline", true));
            assertThat(hub.next(300)).isNull();
        }
    }

    @Test
    void acknowledgedScansOutliveARestart() throws Exception {
        try (MqttProbe hub = hub()) {
            hub.subscribe("$share/hub/tagline/v1/+/+/scans");
        }
        try (MqttProbe agent = agent(A)) {
            for (int i = 0; i < 50; i++) {
                assertThat(agent.publish("tagline/v1/ott-1/gw-1/scans", "s" + i, false))
                        .isZero();
            }
        }
        broker.close();
        broker = start(false);
        try (MqttProbe hub = hub()) {
            hub.subscribe("$share/hub/tagline/v1/+/+/scans");
            for (int i = 0; i < 50; i++) {
                assertThat(hub.next(5_000)).as("message %d of 50", i).isNotNull();
            }
        }
    }

    @Test
    void aCleanStartForgetsAnEarlierSessionAndItsMessages() throws Exception {
        try (MqttProbe hub = hub()) {
            hub.subscribe("tagline/v1/+/+/scans");
        }
        try (MqttProbe agent = agent(A)) {
            agent.publish("tagline/v1/ott-1/gw-1/scans", "old", false);
        }
        try (MqttProbe hub = MqttProbe.connect(broker.url(), "tagline-hub-1", broker.hubUser(), broker.hubSecret());
                MqttProbe agent = agent(A)) {
            assertThat(hub.subscribe("tagline/v1/+/+/scans")).isLessThan(NOT_AUTHORIZED);
            agent.publish("tagline/v1/ott-1/gw-1/scans", "new", false);
            assertThat(hub.nextText()).isEqualTo("new");
        }
    }

    @Test
    void aMessageBeyondThePacketLimitIsRefusedAndTheBrokerGoesOn() throws Exception {
        try (MqttProbe agent = agent(A)) {
            int code = agent.publish("tagline/v1/ott-1/gw-1/scans", new byte[1024 * 1024], false);
            assertThat(code).isNotIn(0, 0x10);
        } catch (MqttException e) {
            assertThat(e).as("cut off, or told of the limit").isNotNull();
        }
        try (MqttProbe agent = agent(A)) {
            assertThat(agent.publish("tagline/v1/ott-1/gw-1/scans", "s", false)).isLessThan(0x80);
        }
    }

    @Test
    void aRemovedAgentIsCutOff() throws Exception {
        try (MqttProbe agent = agent(A)) {
            secrets.remove(A);
            assertThat(broker.connectedAgents()).contains(A);
            broker.disconnect(A);
            await().atMost(Duration.ofSeconds(5)).until(() -> !agent.isConnected());
        }
    }

    @Test
    void withoutCredentialsOnlyWhereSettingsAllowIt() throws Exception {
        broker.close();
        broker = start(true);
        try (MqttProbe anyone = MqttProbe.connect(broker.url(), "demo-agent", null, null)) {
            assertThat(anyone.publish("tagline/v1/ott-1/gw-1/scans", "s", false))
                    .isLessThan(0x80);
            assertThat(anyone.subscribe("tagline/v1/ott-1/gw-1/receipts")).isLessThan(0x80);
            assertThat(anyone.subscribe("tagline/v1/+/+/receipts")).isEqualTo(NOT_AUTHORIZED);
        }
        assertThatThrownBy(() -> MqttProbe.connect(broker.url(), "tagline-hub-2", null, null))
                .isInstanceOf(MqttException.class);
    }

    @Test
    void aTakenPortIsSaidAtStart() {
        assertThatThrownBy(() -> Broker.start(
                        new Broker.Setup(
                                "127.0.0.1", broker.port(), directory.resolve("other"), false, Optional.empty()),
                        this::isRight,
                        guesses()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + broker.port());
    }
}
