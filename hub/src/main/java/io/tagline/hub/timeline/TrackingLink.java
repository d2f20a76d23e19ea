package io.tagline.hub.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What opens one parcel's page without a log-in: 128 random bits as 22 characters of base64url (RFC 4648 §5). Whoever has
 * it sees the page, so it is masked in logs.
 */
public record TrackingLink(@JsonValue String token) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

    /** @throws IllegalArgumentException if the token has another form */
    public TrackingLink {
        if (!isToken(token)) {
            throw new IllegalArgumentException("tracking link: expected 22 characters of base64url");
        }
    }

    /** True if the text has the form of a token; whether it opens anything is for the store to say. */
    public static boolean isToken(String text) {
        return FORM.matcher(text).matches();
    }

    /** A new one that nobody can guess. */
    public static TrackingLink random(SecureRandom random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return new TrackingLink(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    @Override
    public String toString() {
        return "TrackingLink[***]";
    }
}
