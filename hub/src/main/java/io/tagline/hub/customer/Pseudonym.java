package io.tagline.hub.customer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What an erased customer goes by: the same for the same reference of the same source, so that orders which still come for it find
 * out that nothing is to be kept. Only who knows the reference can tell whose it was.
 */
final class Pseudonym {
    private static final int BYTES = 16;

    private Pseudonym() {}

    static String of(String source, String reference) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((source + "\n" + reference).getBytes(StandardCharsets.UTF_8));
            return "erased-" + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }
}
