package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.certificates.TestAuthority;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.LinkSettings;
import io.tagline.llrp.link.LinkState;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.llrp.link.ReaderLink;
import io.tagline.llrp.link.ReaderTls;
import io.tagline.llrp.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** LLRP over TLS, the agent's link against a simulated reader: what goes well, and what each mistake is told as. */
@Timeout(30)
class TlsLinkTest {
    private static final String PARCEL = "3114f4e4e43b9aca01000000";
    private static final String HOST = "127.0.0.1";

    private final TestAuthority authority = new TestAuthority("depot");
    private final Queue<String> reads = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    @Test
    void readsArriveOverTlsFromAReaderThatIsTrusted() throws Exception {
        try (SimulatedReader reader = reader(serving(authority.issue(folder, HOST)));
                ReaderLink link = link(reader.address(), trusting(authority))) {
            link.start();
            awaitRead(reader);
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    /** The link waits for bytes in steps of 20 ms; a record of TLS that comes more slowly must not be torn. */
    @Test
    void aRecordThatComesByteByByteIsReadWhole() throws Exception {
        try (SimulatedReader reader = reader(serving(authority.issue(folder, HOST)));
                TcpFaults faults = TcpFaults.to(reader.address());
                ReaderLink link = link(faults.address(), trusting(authority))) {
            link.start();
            awaitRead(reader);
            faults.segment(1);
            awaitRead(reader);
            faults.segment(40);
            faults.delay(Duration.ofMillis(30)); // longer than a step, several to a record
            awaitRead(reader);
            faults.passThrough();
            awaitRead(reader);
            assertThat(faults.acceptedConnections())
                    .as("the first connection still")
                    .isEqualTo(1);
        }
    }

    @Test
    void aReaderOfAnUnknownAuthorityIsNotSpokenTo() throws Exception {
        TestAuthority stranger = new TestAuthority("stranger");
        assertThat(refusal(stranger.issue(folder, HOST), trusting(authority)))
                .startsWith("[dock-1] no connection with 127.0.0.1:")
                .contains("the reader's certificate is signed by an authority that is not trusted; expected one of"
                        + " tls.ca-file");
    }

    @Test
    void aCertificateForAnotherHostIsToldSoAndMayBeAllowed() throws Exception {
        TestAuthority.Issued other = authority.issue(folder, "other.example");
        assertThat(refusal(other, trusting(authority)))
                .contains("the reader's certificate is for another host; expected the one under host, unless"
                        + " tls.verify-host is false");
        try (SimulatedReader reader = reader(serving(other));
                ReaderLink link =
                        link(reader.address(), new ReaderTls(trusting(authority).files(), false))) {
            link.start();
            awaitRead(reader);
        }
    }

    @Test
    void anExpiredCertificateIsToldSo() throws Exception {
        Instant now = Instant.now();
        TestAuthority.Issued old =
                authority.issue(folder, now.minus(Duration.ofDays(2)), now.minus(Duration.ofHours(1)), HOST);
        assertThat(refusal(old, trusting(authority))).contains("the reader's certificate has expired: NotAfter: ");
        TestAuthority.Issued early =
                authority.issue(folder, now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(3)), HOST);
        assertThat(refusal(early, trusting(authority)))
                .contains("the reader's certificate is not valid yet, or our clock is behind: NotBefore: ");
    }

    @Test
    void aPortThatSpeaksPlainLlrpIsToldSo() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                ReaderLink link = link(reader.address(), trusting(authority))) {
            link.start();
            assertThat(whyLost(link)).contains("the port answers, but not in TLS; expected LLRP over TLS");
        }
    }

    @Test
    void aReaderThatWantsACertificateGetsOursAndSaysWhenItIsMissing() throws Exception {
        TestAuthority.Issued own = authority.issue(folder.resolve("agent"), "gw-1");
        TlsFiles demanding = new TlsFiles(
                Optional.of(authority.trust(folder)),
                serving(authority.issue(folder, HOST)).identity());
        try (SimulatedReader reader = reader(demanding)) {
            try (ReaderLink link = link(reader.address(), trusting(authority))) {
                link.start();
                assertThat(whyLost(link)).contains("the reader does not accept our certificate, or wants one");
            }
            TlsFiles files = new TlsFiles(
                    Optional.of(authority.trust(folder)), serving(own).identity());
            try (ReaderLink link = link(reader.address(), new ReaderTls(files, true))) {
                link.start();
                awaitRead(reader);
            }
        }
    }

    @Test
    void aReaderThatCallsUsCallsOverTls() throws Exception {
        TestAuthority.Issued own = authority.issue(folder.resolve("agent"), HOST);
        TlsFiles ours =
                new TlsFiles(Optional.of(authority.trust(folder)), serving(own).identity());
        TlsFiles itsOwn = new TlsFiles(
                Optional.of(authority.trust(folder)),
                serving(authority.issue(folder, HOST)).identity());
        ReaderAddress.Listen listen = new ReaderAddress.Listen(InetAddress.getLoopbackAddress(), 0, Set.of());
        try (SimulatedReader reader = reader(itsOwn);
                ReaderLink link = link(listen, new ReaderTls(ours, true))) {
            link.start();
            await().until(() -> link.listeningPort() > 0);
            reader.dial(new InetSocketAddress(InetAddress.getLoopbackAddress(), link.listeningPort()));
            awaitRead(reader);
        }
    }

    @Test
    void aFileThatIsMissingOrNoCertificateIsNamed() throws Exception {
        TestAuthority.Issued good = authority.issue(folder, HOST);
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
        try (SimulatedReader reader = reader(serving(good))) {
            assertThat(refusal(reader, new TlsFiles(Optional.of(folder.resolve("gone.pem")), Optional.empty())))
                    .endsWith("gone.pem does not exist; expected certificates in PEM");
            assertThat(refusal(reader, new TlsFiles(Optional.of(empty), Optional.empty())))
                    .endsWith("empty.pem can not be read as certificates; expected PEM");
            TlsFiles noKey = new TlsFiles(
                    Optional.empty(), Optional.of(new TlsFiles.Identity(good.certificate(), good.certificate())));
            assertThat(refusal(reader, noKey)).contains("server.pem holds no private key; expected PEM");
        }
    }

    private String refusal(TestAuthority.Issued shown, ReaderTls tls) throws Exception {
        try (SimulatedReader reader = reader(serving(shown))) {
            return refusal(reader, tls.files());
        }
    }

    private String refusal(SimulatedReader reader, TlsFiles files) {
        try (ReaderLink link = link(reader.address(), new ReaderTls(files, true))) {
            link.start();
            return whyLost(link);
        }
    }

    /** The link soon tries again, and then says only where: what it said when it was lost is looked for until it is seen. */
    private static String whyLost(ReaderLink link) {
        return await().pollInterval(Duration.ofMillis(5))
                .until(
                        () -> link.state() == LinkState.LOST ? link.detail() : "",
                        why -> !why.isEmpty() && !why.matches(".*\\] [0-9.]+:[0-9]+"));
    }

    private ReaderTls trusting(TestAuthority trusted) throws IOException {
        return new ReaderTls(new TlsFiles(Optional.of(trusted.trust(folder)), Optional.empty()), true);
    }

    private static TlsFiles serving(TestAuthority.Issued issued) {
        return new TlsFiles(Optional.empty(), Optional.of(new TlsFiles.Identity(issued.certificate(), issued.key())));
    }

    private static SimulatedReader reader(TlsFiles files) throws IOException {
        return SimulatedReader.start(ReaderOptions.defaults().withTls(files));
    }

    private ReaderLink link(InetSocketAddress reader, ReaderTls tls) {
        return link(new ReaderAddress.Dial(HOST, reader.getPort()), tls);
    }

    private ReaderLink link(ReaderAddress address, ReaderTls tls) {
        LinkSettings settings = LinkSettings.of("dock-1", address, ReaderProfile.basic())
                .withTls(tls)
                .withPauses(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new ReaderLink(settings, (report, tickNanos) -> {
            while (report.next()) {
                reads.add(report.epcHex());
            }
        });
    }

    /** Reads by hand until the link has one. */
    private void awaitRead(SimulatedReader reader) {
        reads.clear();
        await().until(() -> {
            reader.read(PARCEL, 1, -50);
            return reads.contains(PARCEL);
        });
    }
}
