package io.tagline.hub.customer;

import io.tagline.hub.access.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What an erased customer goes by: the same for the same reference of the same source, so that orders which still come for it find
 * out that nothing is to be kept. References are mail addresses and short numbers, which could all be tried: only who has the hub's key
 * can tell whose it was.
 */
final class Pseudonym {
    private static final int BYTES = 16;

    private Pseudonym() {}

    static String of(KeyedHash hashes, String source, String reference) {
        byte[] hash = hashes.hash(
                "pseudonym", source.getBytes(StandardCharsets.UTF_8), reference.getBytes(StandardCharsets.UTF_8));
        return "erased-" + HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
