package io.tagline.hub.order;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/** What an order was when it was last put, in 32 bytes: tells whether the same is put again. */
final class Fingerprint {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int TAG_BYTES = 8;

    private final byte[] sha256;

    Fingerprint(byte[] sha256) {
        this.sha256 = sha256.clone();
    }

    static Fingerprint of(OrderDocument document) {
        try {
            return new Fingerprint(MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(document)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }

    /** Short enough for a header; two orders of one reference that share it are a billion billion puts apart. */
    String tag() {
        return HexFormat.of().formatHex(sha256, 0, TAG_BYTES);
    }

    byte[] sha256() {
        return sha256.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && Arrays.equals(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }
}
