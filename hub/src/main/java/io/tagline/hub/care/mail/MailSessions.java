package io.tagline.hub.care.mail;

import io.tagline.hub.tls.TrustedAuthorities;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.URI;
import java.util.Properties;

/** How to reach the mailbox's servers: with TLS or not at all, but on this machine. */
final class MailSessions {
    /** Of each step on a connection; a mail is fetched in many. */
    private static final String TIMEOUT_MS = "20000";

    private MailSessions() {}

    /** @throws IOException if the authorities can't be read, naming the file */
    static Session of(MailAccount account) throws IOException {
        Properties properties = new Properties();
        put(properties, account, account.imap());
        put(properties, account, account.smtp());
        properties.put("mail.mime.address.strict", "false");
        properties.put("mail.mime.decodetext.strict", "false");
        properties.put("mail.from", account.from());
        return Session.getInstance(properties);
    }

    private static void put(Properties properties, MailAccount account, URI server) throws IOException {
        String prefix = "mail." + server.getScheme() + ".";
        properties.put(prefix + "connectiontimeout", TIMEOUT_MS);
        properties.put(prefix + "timeout", TIMEOUT_MS);
        properties.put(prefix + "writetimeout", TIMEOUT_MS);
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "ssl.socketFactory", TrustedAuthorities.sockets(account.caFile()));
        // else a server that they do not vouch for is tried again with the JVM's authorities
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "starttls.required", String.valueOf(!account.onThisMachine()));
        properties.put(prefix + "auth", "true");
        // reading a mail must not mark it: it counts as taken once it is moved
        properties.put(prefix + "peek", "true");
    }
}
