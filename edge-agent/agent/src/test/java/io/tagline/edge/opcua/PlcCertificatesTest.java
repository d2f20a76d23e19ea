package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.AgentAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlcCertificatesTest {
    @TempDir
    Path dir;

    @Test
    void aCertificateIsRejectedUntilAPersonAcceptsItByItsFingerprint() throws Exception {
        X509Certificate shown = certificate("plc");
        PlcCertificates certificates = new PlcCertificates(dir.resolve("pki"));
        assertThat(certificates.trusts(shown)).isFalse();
        assertThat(certificates.trusts(shown)).isFalse();
        String fingerprint = PlcCertificates.fingerprint(shown);
        assertThat(certificates.list()).hasSize(1).allMatch(known -> !known.trusted());

        assertThat(certificates.accept(fingerprint.substring(0, 7))).isEmpty();
        assertThat(certificates.accept("0".repeat(64))).isEmpty();
        String asPanelsShowIt = fingerprint.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
        assertThat(certificates.accept(asPanelsShowIt)).isPresent();
        assertThat(certificates.trusts(shown)).isTrue();
        assertThat(certificates.trusts(certificate("other"))).isFalse();
    }

    /** Each PLC has to accept it once, so it must outlive restarts. */
    @Test
    void theAgentMakesItsOwnCertificateOnceAndKeepsItsKeyToItself() throws Exception {
        AgentAddress agent = new AgentAddress("ott-1", "gw-1");
        OwnCertificate made = OwnCertificate.in(dir, agent);
        OwnCertificate again = OwnCertificate.in(dir, agent);
        assertThat(again.certificate()).isEqualTo(made.certificate());
        assertThat(again.keys().getPrivate()).isEqualTo(made.keys().getPrivate());
        assertThat(made.uri()).isEqualTo("urn:tagline:agent:ott-1:gw-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("own/agent.key.pem"))))
                .isEqualTo("rw-------");
    }

    private X509Certificate certificate(String name) throws Exception {
        return OwnCertificate.in(dir.resolve(name), new AgentAddress("ott-1", name))
                .certificate();
    }
}
