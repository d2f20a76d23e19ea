package io.tagline.hub.care;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What customers name a case by: {@code TL-} and ten signs of Crockford's base 32, 50 random bits. */
public final class CaseNumber {
    private static final String SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 10;
    private static final Pattern IN_TEXT =
            Pattern.compile("(?<![A-Z0-9])TL-([0-9A-HJKMNP-TV-Z]{" + LENGTH + "})(?![A-Z0-9])");
    private static final SecureRandom RANDOM = new SecureRandom();

    private CaseNumber() {}

    static String next() {
        StringBuilder number = new StringBuilder("TL-");
        for (int i = 0; i < LENGTH; i++) {
            number.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return number.toString();
    }

    /** The first that a text has in it, in any case. */
    public static Optional<String> in(String text) {
        Matcher found = IN_TEXT.matcher(text.toUpperCase(Locale.ROOT));
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
