package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import java.security.SecureRandom;
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

    static boolean isToken(String text) {
        return FORM.matcher(text).matches();
    }
}
