package io.tagline.hub.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tagline.certificates.TestAuthority;
import io.tagline.certificates.TestAuthority.Issued;
import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.broker.Broker;
import io.tagline.hub.broker.MqttProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker's TLS as a real client sees it, with one certificate after the other in the same files. */
final class BrokerTlsTest {

    private final Instant now = Instant.now();
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory;

    private final TestAuthority authority = new TestAuthority("post");
    private ServedCertificate served;
    private Broker broker;
    private SSLSocketFactory trusting;

    @BeforeEach
    void start() throws IOException {
        Issued good = authority.issue(directory.resolve("served"), "127.0.0.1", "localhost");
        trusting = TrustedAuthorities.sockets(Optional.of(authority.trust(directory)));
        served = ServedCertificate.open("mqtt", good.certificate(), good.key(), InstantSource.system(), 20);
        broker = Broker.start(
                new Broker.Setup(
                        "127.0.0.1",
                        0,
                        directory.resolve("broker"),
                        false,
                        Optional.of(new Broker.Tls("127.0.0.1", 0, served.sslContext()))),
                (agent, secret) -> secret.equals("secret"),
                new GuessLimit(100, System::nanoTime));
    }

    @AfterEach
    void stop() {
        broker.close();
        served.close();
    }

    private MqttProbe connect(String host) throws MqttException {
        return connect(host, "ott-1/gw-1");
    }

    private MqttProbe connect(String host, String agent) throws MqttException {
        return connect(URI.create("ssl://" + host + ":" + broker.tlsPort().orElseThrow()), agent);
    }

    private MqttProbe connect(URI url, String agent) throws MqttException {
        return MqttProbe.connect(url.toString(), agent, agent, "secret", true, options -> {
            options.setConnectionTimeout(5);
            if (url.getScheme().equals("ssl")) {
                options.setSocketFactory(trusting);
            }
        });
    }

    private void serve(Issued other) throws IOException {
        ServerCertificate before = served.current();
        Files.move(
                other.certificate(),
                directory.resolve("served/server.pem"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        Files.move(
                other.key(),
                directory.resolve("served/server.key"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        await().until(() -> served.current() != before);
    }

    private void assertRefused(String host, String why) {
        assertThatThrownBy(() -> connect(host))
                .hasStackTraceContaining(why)
                .satisfies(e -> assertThat(e).message().doesNotContain("secret"));
    }

    @Test
    void agentComesInByTlsWithItsCredentialAndKeepsToItsTopics() throws Exception {
        try (MqttProbe agent = connect("127.0.0.1");
                MqttProbe byName = connect("localhost", "ott-1/gw-2")) {
            assertThat(agent.publish("tagline/v1/ott-1/gw-1/scans", "s", false)).isLessThan(0x80);
            assertThat(agent.publish("tagline/v1/ott-1/gw-2/scans", "s", false)).isEqualTo(0x87);
            assertThat(byName.isConnected()).isTrue();
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        serve(authority.issue(directory.resolve("other"), "hub.example.post"));
        assertRefused("127.0.0.1", "No subject alternative names");
        assertRefused("localhost", "No subject alternative DNS name matching localhost found");
    }

    @Test
    void certificateWhoseTimeIsOverOrNotYetComeIsRefused() throws Exception {
        serve(authority.issue(directory.resolve("old"), now.minus(DAY.multipliedBy(9)), now.minus(DAY), "127.0.0.1"));
        assertRefused("127.0.0.1", "NotAfter");
        serve(authority.issue(directory.resolve("early"), now.plus(DAY), now.plus(DAY.multipliedBy(90)), "127.0.0.1"));
        assertRefused("127.0.0.1", "NotBefore");
    }

    @Test
    void certificateOfAnAuthorityThatNobodyTrustsIsRefused() throws Exception {
        serve(new TestAuthority("post").issue(directory.resolve("foreign"), "127.0.0.1"));
        assertRefused("127.0.0.1", "CertPathValidatorException");
    }

    @Test
    void plainClientOnTheTlsPortAndTheOtherWayRoundAreEndedAndOthersGoOn() throws Exception {
        URI plainOnTls = URI.create("tcp://127.0.0.1:" + broker.tlsPort().orElseThrow());
        URI tlsOnPlain = URI.create("ssl://127.0.0.1:" + broker.port());
        assertThatThrownBy(() -> connect(plainOnTls, "ott-1/gw-1")).isInstanceOf(MqttException.class);
        assertThatThrownBy(() -> connect(tlsOnPlain, "ott-1/gw-1")).isInstanceOf(MqttException.class);
        try (MqttProbe agent = connect("127.0.0.1")) {
            assertThat(agent.isConnected()).isTrue();
        }
    }

    @Test
    void renewedCertificateIsShownToNewConnectionsAndEndsNoOldOne() throws Exception {
        try (MqttProbe before = connect("127.0.0.1")) {
            serve(authority.issue(
                    directory.resolve("new"), now.minus(DAY), now.plus(DAY.multipliedBy(20)), "127.0.0.1"));
            try (MqttProbe after = connect("127.0.0.1", "ott-1/gw-2")) {
                assertThat(after.isConnected()).isTrue();
            }
            assertThat(before.publish("tagline/v1/ott-1/gw-1/scans", "s", false))
                    .isLessThan(0x80);
            assertThat(served.left()).isLessThan(ServedCertificate.SOON);
        }
    }

    @Test
    void damagedRenewalLeavesTheOneBeforeInUse() throws Exception {
        Files.writeString(directory.resolve("served/server.pem"), "half a certifi");
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        try (MqttProbe agent = connect("127.0.0.1")) {
            assertThat(agent.isConnected()).isTrue();
        }
    }
}
