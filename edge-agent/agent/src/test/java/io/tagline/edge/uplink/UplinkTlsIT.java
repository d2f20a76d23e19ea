package io.tagline.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagline.certificates.TestAuthority;
import io.tagline.certificates.TestAuthority.Issued;
import io.tagline.edge.health.Counters;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.TestJournal;
import io.tagline.edge.time.Ticker;
import io.tagline.wire.AgentAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The uplink's TLS against Debian's Mosquitto: whom it trusts, and what it tells of those whom it does not. */
@Timeout(120)
class UplinkTlsIT {
    private static final AgentAddress AGENT = new AgentAddress("ott-1", "gw-1");
    private static final String PASSWORD = "swordfish";
    private final Instant now = Instant.now();
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path dir;

    private final TestAuthority authority = new TestAuthority("post");
    private Journal journal;

    @BeforeEach
    void openJournal() throws Exception {
        assumeTrue(Mosquitto.program().isPresent(), "mosquitto is not installed: apt-get install mosquitto");
        journal = TestJournal.open(dir.resolve("journal"));
    }

    @AfterEach
    void closeJournal() throws Exception {
        if (journal != null) {
            journal.close();
        }
    }

    @Test
    void brokerOfATrustedAuthorityIsUsedAndAnEarlyEndOfItsCertificateIsTold() throws Exception {
        Issued soonOver = authority.issue(dir, now.minus(DAY), now.plus(DAY.multipliedBy(20)), "127.0.0.1");
        try (var broker = tls(soonOver);
                var uplink = uplink(ssl(broker), Optional.of(authority.trust(dir)))) {
            uplink.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> uplink.status().state() == UplinkState.ONLINE);

            assertThat(uplink.certificateExpiring(now)).isPresent();
            assertThat(uplink.certificateExpiring(now.minus(DAY.multipliedBy(11))))
                    .isEmpty();
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        assertRefused(
                authority.issue(dir, "hub.example.post"),
                Optional.of(authority.trust(dir)),
                "No subject alternative names matching IP address 127.0.0.1 found");
    }

    @Test
    void certificateWhoseTimeIsOverIsRefused() throws Exception {
        assertRefused(
                authority.issue(dir, now.minus(DAY.multipliedBy(9)), now.minus(DAY), "127.0.0.1"),
                Optional.of(authority.trust(dir)),
                "NotAfter: ");
    }

    @Test
    void certificateWhoseTimeHasNotComeIsRefused() throws Exception {
        assertRefused(
                authority.issue(dir, now.plus(DAY), now.plus(DAY.multipliedBy(9)), "127.0.0.1"),
                Optional.of(authority.trust(dir)),
                "NotBefore: ");
    }

    @Test
    void certificateOfAnUnknownAuthorityIsRefused() throws Exception {
        Issued good = authority.issue(dir, "127.0.0.1");
        assertRefused(
                good,
                Optional.of(new TestAuthority("other").trust(dir)),
                "signature check failed",
                "certification path");
        assertRefused(good, Optional.empty(), "unable to find valid certification path", "certification path");
    }

    private void assertRefused(Issued shown, Optional<Path> trusted, String... anyOf) throws Exception {
        try (var broker = tls(shown);
                var uplink = uplink(ssl(broker), trusted)) {
            uplink.start();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> uplink.status().state() == UplinkState.BROKER_CERTIFICATE_REFUSED);

            assertThat(uplink.status().detail())
                    .startsWith("broker " + ssl(broker) + " shows a certificate that is refused: ")
                    .containsAnyOf(anyOf)
                    .endsWith("of an authority in mqtt.ca-file or the JVM's")
                    .doesNotContain(PASSWORD);
        }
    }

    @Test
    void plainBrokerOnATlsAddressIsAStateThatSaysSo() throws Exception {
        try (var broker = Mosquitto.start(dir, "allow_anonymous true");
                var uplink = uplink(ssl(broker), Optional.of(authority.trust(dir)))) {
            uplink.start();
            // Mosquitto hangs up, others say nothing, or alert: what to do is the same
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(uplink.status().detail())
                            .startsWith("broker " + ssl(broker) + " ")
                            .endsWith("expected a port that speaks TLS"));
        }
    }

    @Test
    void tlsBrokerOnAPlainAddressIsAStateThatSaysSo() throws Exception {
        try (var broker = tls(authority.issue(dir, "127.0.0.1"));
                var uplink = uplink(broker.url(), Optional.empty())) {
            uplink.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> uplink.status().state() == UplinkState.UNREACHABLE);

            assertThat(uplink.status().detail())
                    .isEqualTo("broker " + broker.url() + " closes the connection before CONNACK: expected a broker"
                            + " without TLS there, or an ssl:// url");
        }
    }

    private Mosquitto tls(Issued shown) throws Exception {
        return Mosquitto.start(
                dir, "allow_anonymous true", "certfile " + shown.certificate(), "keyfile " + shown.key());
    }

    private static URI ssl(Mosquitto broker) {
        return URI.create("ssl://127.0.0.1:" + broker.url().getPort());
    }

    private Uplink uplink(URI broker, Optional<Path> trusted) {
        var settings = new UplinkSettings(
                AGENT,
                broker,
                Optional.of(new Credential(AGENT.toString(), PASSWORD)),
                trusted,
                16,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        return new Uplink(
                settings,
                journal,
                () -> UplinkIT.health(journal),
                new HeardInstructions(),
                Ticker.system(),
                new Counters());
    }
}
