package io.tagline.hub.care.mail;

import io.tagline.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The mailbox of the service desk.
 *
 * @param imap with an s at the end of its scheme TLS from the first byte, without it STARTTLS (RFC 8314, RFC 2595)
 * @param smtp as above
 * @param from address that answers come from
 * @param inbox folder that mails are taken from
 * @param taken folder that they are moved to once they are committed; made if it is not there
 * @param every how often the inbox is looked at
 * @param caFile PEM: authorities that may vouch for the servers; the JVM's if empty
 * @param onThisMachine then without TLS too, where the server has none
 */
public record MailAccount(
        URI imap,
        URI smtp,
        String username,
        Secret password,
        String from,
        String inbox,
        String taken,
        Duration every,
        Optional<Path> caFile,
        boolean onThisMachine) {}
