package io.tagline.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tagline.certificates.TestAuthority;
import io.tagline.hub.settings.HubSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose pages and broker speak TLS, set up by its settings as an operator would. */
final class TlsHubTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path folder;

    private final TestAuthority authority = new TestAuthority("post");
    private RunningHub hub;

    @BeforeEach
    void start() throws Exception {
        authority.issue(folder, "127.0.0.1");
        Path file = Files.writeString(
                folder.resolve("hub.yaml"),
                """
                data-dir: data
                admin-password: correct-horse-battery
                http: { port: 0, tls: { certificate: server.pem, key: server.key } }
                mqtt: { port: 0, tls: { host: 127.0.0.1, port: 0, certificate: server.pem, key: server.key } }
                """);
        hub = RunningHub.start(HubSettings.read(Optional.of(file), Map.of()), InstantSource.system());
    }

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void pagesComeByHttpsOnlyWithCookiesAndHeadersThatInsistOnIt() throws Exception {
        HttpResponse<String> page = get(authority, "127.0.0.1", "/login");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(page.headers().allValues("Set-Cookie")).isNotEmpty().allSatisfy(cookie -> assertThat(cookie)
                .contains("Secure"));
        assertThat(get(authority, "127.0.0.1", "/metrics").body())
                .contains("tagline_certificate_left_seconds{use=\"http\"}", "{use=\"mqtt\"}");
        assertThat(plain()).startsWith("HTTP/1.1 400").contains("TLS");
        assertThat(hub.mqttTlsPort()).isPresent();
    }

    @Test
    void wrongHostNameUnknownAuthorityAndExpiredCertificateAreRefusedByTheBrowser() throws Exception {
        assertThatThrownBy(() -> get(new TestAuthority("post"), "127.0.0.1", "/"))
                .isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> get(authority, "localhost", "/")).hasStackTraceContaining("localhost");

        Instant until = Instant.now().minus(DAY);
        authority.issue(folder, until.minus(DAY), until, "127.0.0.1");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThatThrownBy(() -> get(authority, "127.0.0.1", "/"))
                        .hasStackTraceContaining("NotAfter"));
    }

    private HttpResponse<String> get(TestAuthority trusted, String host, String path) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(trusted)).build();
        URI page = URI.create("https://" + host + ":" + hub.httpPort() + path);
        return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    }

    private SSLContext trusting(TestAuthority trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] pem = Files.readAllBytes(trusted.trust(folder));
        store.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private String plain() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.httpPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: hub\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(5_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
