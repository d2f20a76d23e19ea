package io.tagline.hub.order;

import io.tagline.hub.access.KeyedHash;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an order was when it was last put: tells whether the same is put again, and nothing of what it says, since that is of persons.
 * 16 bytes at random, which name this state of the order, and a keyed hash of them and of the order.
 */
final class Fingerprint {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int STATE_BYTES = 16;
    private static final int TAG_BYTES = 8;

    private final byte[] state;
    private final byte[] hash;

    private Fingerprint(byte[] state, byte[] hash) {
        this.state = state;
        this.hash = hash;
    }

    /** Of an order that is put now. */
    static Fingerprint of(KeyedHash hashes, OrderDocument document) {
        byte[] state = fresh();
        return new Fingerprint(state, hash(hashes, state, document));
    }

    /** Of an order that no longer is what was put: nothing is the same as that. */
    static Fingerprint none() {
        return new Fingerprint(fresh(), new byte[0]);
    }

    /** As {@link #bytes} gave it. */
    static Fingerprint kept(byte[] bytes) {
        return new Fingerprint(
                Arrays.copyOf(bytes, STATE_BYTES),
                Arrays.copyOfRange(bytes, Math.min(STATE_BYTES, bytes.length), bytes.length));
    }

    private static byte[] fresh() {
        byte[] state = new byte[STATE_BYTES];
        RANDOM.nextBytes(state);
        return state;
    }

    private static byte[] hash(KeyedHash hashes, byte[] state, OrderDocument document) {
        return hashes.hash("order", state, JSON.writeValueAsBytes(document));
    }

    /** Whether this order was put. */
    boolean isOf(KeyedHash hashes, OrderDocument document) {
        return MessageDigest.isEqual(hash, hash(hashes, state, document));
    }

    /** Names this state of the order, short enough for a header; says nothing of what the order says. */
    String tag() {
        return HexFormat.of().formatHex(state, 0, TAG_BYTES);
    }

    byte[] bytes() {
        byte[] bytes = Arrays.copyOf(state, state.length + hash.length);
        System.arraycopy(hash, 0, bytes, state.length, hash.length);
        return bytes;
    }
}
