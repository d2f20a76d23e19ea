package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigningKeyTest {
    @TempDir
    Path folder;

    @Test
    void theKeyIsMadeOnceForTheHubsOwnUserAlone() throws Exception {
        assertThat(SigningKey.find(folder)).isEmpty();
        SigningKey made = SigningKey.open(folder);
        SigningKey again = SigningKey.open(folder);

        assertThat(again.publicPem()).isEqualTo(made.publicPem());
        assertThat(again.privateKey()).isEqualTo(made.privateKey());
        assertThat(made.publicPem())
                .matches("-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=]{60}\n-----END PUBLIC KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(SigningKey.FILE))))
                .isEqualTo("rw-------");
    }

    /** Made anew it would be one that no agent believes. */
    @Test
    void aFileThatHoldsNoKeyIsSaidAndStays() throws Exception {
        SigningKey.open(folder);
        Path file = folder.resolve(SigningKey.FILE);
        String good = Files.readString(file);
        String privateHalf = good.substring(0, good.indexOf("-----BEGIN PUBLIC KEY"));

        assertRefused("", "holds no PRIVATE KEY");
        assertRefused(privateHalf, "holds no PUBLIC KEY");
        assertRefused(good.replaceFirst("KEY-----\n....", "KEY-----\nMIIB"), "can't be used");
        Files.delete(file);
        String publicHalf = SigningKey.open(folder).publicPem();
        assertRefused(privateHalf + publicHalf, "halves of two keys");
    }

    private void assertRefused(String content, String message) throws IOException {
        Path file = folder.resolve(SigningKey.FILE);
        Files.writeString(file, content);
        assertThatThrownBy(() -> SigningKey.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
        assertThat(file).hasContent(content);
    }
}
