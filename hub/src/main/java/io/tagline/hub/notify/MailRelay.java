package io.tagline.hub.notify;

import io.tagline.settings.Secret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/**
 * The mail server that takes notices over.
 *
 * @param from who notices are from: an address, or a name and an address in angle brackets; bounces come back to it
 * @param perDomainPerMinute how many go to one mail domain in a minute
 */
public record MailRelay(
        String host, int port, Security security, Optional<Login> login, String from, int perDomainPerMinute) {

    /** How the connection is kept from others. */
    public enum Security {
        /** Begins in the clear and goes on in TLS, or not at all (RFC 3207); port 587. */
        STARTTLS,
        /** TLS from the first byte (RFC 8314 §3.3); port 465. */
        TLS,
        /** None: for a server on the same machine. */
        NONE
    }

    /** The hub's account there. */
    public record Login(String username, Secret password) {}

    /** Whether notices can be from this: an address, or a name and an address in angle brackets. */
    public static boolean isSender(String text) {
        try {
            return EmailAddress.normal(new InternetAddress(text, true).getAddress())
                    .isPresent();
        } catch (AddressException e) {
            return false;
        }
    }
}
