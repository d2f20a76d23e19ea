package io.tagline.hub.manifest;

import io.tagline.wire.Manifest;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether two manifests say the same, whatever their versions and times. */
final class ManifestContent {
    private ManifestContent() {}

    /** SHA-256 of the portals, in the order of their ids; in hexadecimal. */
    static String fingerprint(Map<String, Manifest.Portal> portals) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DataOutputStream out =
                    new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
                for (Map.Entry<String, Manifest.Portal> portal : new TreeMap<>(portals).entrySet()) {
                    out.writeUTF(portal.getKey());
                    write(out, portal.getValue());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to nowhere", e);
        }
    }

    private static void write(DataOutputStream out, Manifest.Portal portal) throws IOException {
        out.writeUTF(portal.load());
        out.writeUTF(portal.direction().code());
        out.writeInt(portal.expected().size());
        for (Manifest.Expected parcel : portal.expected()) {
            out.writeUTF(parcel.epc());
            out.writeUTF(parcel.parcel());
        }
        out.writeInt(portal.refuse().size());
        for (Map.Entry<String, Manifest.Refusal> refusal : new TreeMap<>(portal.refuse()).entrySet()) {
            out.writeUTF(refusal.getKey());
            out.writeUTF(refusal.getValue().parcel());
            out.writeUTF(refusal.getValue().reason());
        }
    }
}
