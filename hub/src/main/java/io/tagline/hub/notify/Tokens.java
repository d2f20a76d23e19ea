package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** Names that nobody can guess: 128 random bits as 22 characters of base64url (RFC 4648 §5). */
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int BYTES = 16;

    private Tokens() {}

    static Personal next() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new Personal(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** A name that is always the same for this text, and by which nobody finds the text out. */
    static String of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }

    static boolean isToken(String text) {
        return FORM.matcher(text).matches();
    }
}
