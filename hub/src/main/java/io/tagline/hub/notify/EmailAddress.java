package io.tagline.hub.notify;

import io.tagline.hub.customer.ContactForms;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * E-mail addresses in the form that they are compared in, which is the one of {@link ContactForms}: all in lower case, and the domain
 * in ASCII (RFC 5321 §2.4 lets the part before the @ differ by case; no provider of size does, and who wants no more would get more under the
 * other one). Quoted local parts and address literals are not taken: nobody has one, and each has been a way into a mail system.
 */
final class EmailAddress {
    private static final int LONGEST = 254; // RFC 5321 §4.5.3.1.3, without the brackets
    private static final Pattern LOCAL = Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}");
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]+");

    private EmailAddress() {}

    /** Empty for what is none. */
    static Optional<String> normal(String text) {
        String normal = ContactForms.normalEmail(text);
        int at = normal.lastIndexOf('@');
        if (at < 1 || normal.length() > LONGEST) {
            return Optional.empty();
        }
        String local = normal.substring(0, at);
        String domain = normal.substring(at + 1);
        boolean dots = local.startsWith(".") || local.endsWith(".") || local.contains("..");
        return !dots && LOCAL.matcher(local).matches() && DOMAIN.matcher(domain).matches()
                ? Optional.of(normal)
                : Optional.empty();
    }
}
