package io.tagline.edge.settings;

import io.tagline.edge.manifest.ManifestSettings;
import io.tagline.settings.SettingsNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** The section {@code manifest}. */
final class ManifestReader {
    /** RFC 7468 §13. */
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";

    private static final String END = "-----END PUBLIC KEY-----";

    private ManifestReader() {}

    static ManifestSettings read(SettingsNode node) {
        Optional<PublicKey> signer = node.path("key-file").optional().flatMap(file -> key(node, file));
        return new ManifestSettings(
                signer,
                node.duration("old-after", Duration.ofMinutes(1), Duration.ofDays(7))
                        .orElse(ManifestSettings.defaults().oldAfter()));
    }

    private static Optional<PublicKey> key(SettingsNode node, Path file) {
        try {
            String pem = Files.readString(file);
            int begin = pem.indexOf(BEGIN);
            int end = pem.indexOf(END);
            if (begin >= 0 && end > begin) {
                byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
                return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
            }
            node.refuse("key-file", file + " holds no \"" + BEGIN + "\"; expected the hub's public key as PEM");
        } catch (IOException e) {
            node.refuse("key-file", file + " cannot be read; expected the hub's public key as PEM");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            node.refuse("key-file", file + " holds no key of Ed25519: " + e.getMessage());
        }
        return Optional.empty();
    }
}
