package io.tagline.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.certificates.TestAuthority;
import io.tagline.certificates.TestAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The intake's way to a broker elsewhere by TLS: Debian's Mosquitto with one certificate after the other. */
final class IntakeTlsIT {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String PASSWORD = "swordfish";

    @TempDir
    Path folder;

    private final TestAuthority authority = new TestAuthority("post");
    private @Nullable Process mosquitto;
    private int port;

    @AfterEach
    void stop() throws InterruptedException {
        if (mosquitto != null) {
            mosquitto.destroyForcibly().waitFor();
        }
    }

    @Test
    void brokerOfATrustedAuthorityIsUsed() throws Exception {
        serve(authority.issue(folder, "127.0.0.1"));
        try (BrokerConnection connection = open("ssl", authority)) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void eachCertificateThatIsNoGoodIsRefusedWithItsReason() throws Exception {
        Instant now = Instant.now();
        assertRefused(authority.issue(folder, "hub.example.post"), authority, "No subject alternative names");
        assertRefused(
                authority.issue(folder, now.minus(DAY), now.minusSeconds(60), "127.0.0.1"), authority, "NotAfter");
        assertRefused(
                authority.issue(folder, now.plus(DAY), now.plus(DAY).plus(DAY), "127.0.0.1"), authority, "NotBefore");
        assertRefused(authority.issue(folder, "127.0.0.1"), new TestAuthority("other"), "certification path");
    }

    @Test
    void plainPortOnATlsAddressIsToldApart() throws Exception {
        serve("");
        MqttException refused = assertThrows(MqttException.class, () -> open("ssl", authority));
        assertThat(ConnectFailure.words(refused)).contains("expected a port that speaks TLS for ssl://");
    }

    private void assertRefused(Issued shown, TestAuthority trusted, String why) throws Exception {
        serve(shown);
        MqttException refused = assertThrows(MqttException.class, () -> open("ssl", trusted));
        assertThat(ConnectFailure.words(refused))
                .startsWith("broker-certificate-refused: ")
                .contains(why)
                .doesNotContain(PASSWORD);
        stop();
    }

    private BrokerConnection open(String scheme, TestAuthority trusted) throws Exception {
        IntakeSettings settings = new IntakeSettings(
                URI.create(scheme + "://127.0.0.1:" + port),
                "hub-test",
                Optional.of(new IntakeSettings.Login("hub", PASSWORD)),
                Optional.of(trusted.trust(folder)));
        return BrokerConnection.open(settings, arrival -> {}, new IntakeMeters(new SimpleMeterRegistry()));
    }

    private void serve(Issued shown) throws IOException {
        serve("certfile " + shown.certificate() + "\nkeyfile " + shown.key() + "\n");
    }

    private void serve(String tls) throws IOException {
        assumeTrue(Files.isExecutable(MOSQUITTO), "mosquitto is not installed");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(
                folder.resolve("mosquitto.conf"),
                "listener " + port + " 127.0.0.1\nallow_anonymous true\nuser root\npersistence false\n" + tls);
        mosquitto = new ProcessBuilder(MOSQUITTO.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
    }
}
