package io.tagline.edge.settings;

import io.tagline.llrp.link.ReaderTls;
import io.tagline.llrp.tls.TlsFiles;
import io.tagline.settings.SettingsNode;
import java.nio.file.Path;
import java.util.Optional;

/** The section {@code tls} of a reader. The files are read at each connection, and by {@code check}. */
final class ReaderTlsReader {

    private ReaderTlsReader() {}

    /** Empty without the section, and where it is switched off. */
    static Optional<ReaderTls> read(SettingsNode reader) {
        boolean listens = reader.has("listen");
        return reader.maybe("tls", node -> read(node, listens)).flatMap(tls -> tls);
    }

    private static Optional<ReaderTls> read(SettingsNode node, boolean listens) {
        boolean enabled = node.bool("enabled").orElse(true);
        Optional<Path> authorities = node.path("ca-file").optional();
        Optional<Path> certificate = node.path("certificate-file").optional();
        Optional<Path> key = node.path("key-file").optional();
        boolean verifyHost = node.bool("verify-host").orElse(true);
        if (node.has("certificate-file") != node.has("key-file")) {
            String missing = node.has("key-file") ? "certificate-file" : "key-file";
            node.refuse(missing, "missing; a certificate and its key are given together");
        } else if (listens && enabled && !node.has("certificate-file")) {
            node.refuse(
                    "certificate-file",
                    "missing; who is called has to show a certificate, and with listen that is the agent");
        }
        if (listens && node.has("verify-host")) {
            node.refuse("verify-host", "has no meaning with listen: allow names the addresses that may call");
        }
        if (!enabled) {
            return Optional.empty();
        }
        Optional<TlsFiles.Identity> own =
                certificate.flatMap(shown -> key.map(secret -> new TlsFiles.Identity(shown, secret)));
        return Optional.of(new ReaderTls(new TlsFiles(authorities, own), verifyHost));
    }
}
