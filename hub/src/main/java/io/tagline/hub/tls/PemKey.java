package io.tagline.hub.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a private key as certificate authorities and openssl write it today: PKCS #8 in PEM (RFC 7468 §10). */
final class PemKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END [A-Z0-9 ]*PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private PemKey() {}

    /** @throws IOException naming the file and what was expected, never a part of the key */
    static PrivateKey parse(Path file, String text) throws IOException {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IOException(file + " holds no private key: expected PEM, -----BEGIN PRIVATE KEY-----");
        }
        if (!block.group(1).equals("PRIVATE KEY")) {
            throw new IOException(file + " holds a key of the form " + block.group(1)
                    + ": expected PRIVATE KEY; \"openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW\" makes it one");
        }
        try {
            return decode(file, new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(2))));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: expected base64 between the lines BEGIN and END", e);
        }
    }

    private static PrivateKey decode(Path file, PKCS8EncodedKeySpec encoded) throws IOException {
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = decode(algorithm, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IOException(file + " holds a key that can't be used: expected one of " + ALGORITHMS);
    }

    /** Empty for a key of another kind. */
    private static Optional<PrivateKey> decode(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
