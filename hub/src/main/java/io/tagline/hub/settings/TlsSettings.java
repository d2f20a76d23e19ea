package io.tagline.hub.settings;

import io.tagline.hub.tls.ServerCertificate;
import io.tagline.settings.SettingsNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server's certificate and key, each a PEM file.
 *
 * @param certificate the server's own first, then those that it rests on
 * @param key PKCS #8, without a passphrase
 */
public record TlsSettings(Path certificate, Path key) {

    /** Empty where neither is named; refuses what can't be used, since a hub that starts without TLS is worse than none. */
    static Optional<TlsSettings> of(SettingsNode tls) {
        Optional<Path> certificate = tls.path("certificate").optional();
        Optional<Path> key = tls.path("key").optional();
        if (certificate.isPresent() != key.isPresent()) {
            tls.refuse(key.isPresent() ? "certificate" : "key", "missing; expected certificate and key, or neither");
            return Optional.empty();
        }
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        try {
            ServerCertificate.read(certificate.get(), key.orElseThrow());
        } catch (IOException e) {
            tls.refuse("certificate", String.valueOf(e.getMessage()));
        }
        return Optional.of(new TlsSettings(certificate.get(), key.orElseThrow()));
    }
}
