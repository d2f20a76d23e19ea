package io.tagline.hub.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.certificates.TestAuthority;
import io.tagline.certificates.TestAuthority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerCertificateTest {

    @TempDir
    Path directory;

    private final TestAuthority authority = new TestAuthority("post");

    @Test
    void certificateAndKeyThatBelongTogetherAreRead() throws IOException {
        Issued good = authority.issue(directory, "localhost");

        assertThat(ServerCertificate.read(good.certificate(), good.key()))
                .asString()
                .contains("CN=server", "until");
    }

    @Test
    void whatCannotBeUsedIsRefusedByFileAndExpectation() throws IOException {
        Issued one = authority.issue(directory.resolve("one"), "localhost");
        Issued other = authority.issue(directory.resolve("other"), "localhost");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path old = Files.writeString(
                directory.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertRefused(one.certificate(), other.key(), other.key() + " is not the key of the first certificate in ");
        assertRefused(empty, one.key(), empty + " holds no certificate: expected PEM");
        assertRefused(one.certificate(), empty, empty + " holds no private key: expected PEM");
        assertRefused(one.certificate(), old, "RSA PRIVATE KEY: expected PRIVATE KEY; \"openssl pkcs8 -topk8");
        assertRefused(directory.resolve("none"), one.key(), "none is not there: expected a PEM file");
    }

    private static void assertRefused(Path certificate, Path key, String message) {
        assertThatThrownBy(() -> ServerCertificate.read(certificate, key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }
}
