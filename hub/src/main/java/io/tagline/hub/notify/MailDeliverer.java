package io.tagline.hub.notify;

import io.tagline.hub.notify.MailRelay.Security;
import io.tagline.hub.notify.Outcome.Kind;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices as e-mail, over one connection for as long as there are any. Confined to its thread. */
final class MailDeliverer implements Deliverer {
    private static final Logger log = LoggerFactory.getLogger(MailDeliverer.class);
    private static final String TIMEOUT_MS = "15000";

    private final MailRelay relay;
    private final InternetAddress from;
    private final InstantSource clock;
    private final Session session;
    private @Nullable Transport connection;

    /** @throws IllegalArgumentException if the sender is no address */
    MailDeliverer(MailRelay relay, InstantSource clock) {
        this.relay = relay;
        this.clock = clock;
        this.from = sender(relay);
        this.session = Session.getInstance(properties(relay, from));
    }

    /** @throws IllegalArgumentException if the sender is no address */
    static InternetAddress sender(MailRelay relay) {
        try {
            return new InternetAddress(relay.from(), true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("sender \"" + relay.from() + "\": expected an e-mail address", e);
        }
    }

    /** How the mail server is talked to. */
    static Properties properties(MailRelay relay, InternetAddress from) {
        Properties properties = new Properties();
        String protocol = relay.security() == Security.TLS ? "smtps" : "smtp";
        properties.setProperty("mail.transport.protocol", protocol);
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "host", relay.host());
        properties.setProperty(prefix + "port", String.valueOf(relay.port()));
        properties.setProperty(prefix + "from", from.getAddress());
        properties.setProperty(prefix + "auth", String.valueOf(relay.login().isPresent()));
        properties.setProperty(prefix + "starttls.enable", String.valueOf(relay.security() == Security.STARTTLS));
        properties.setProperty(prefix + "starttls.required", String.valueOf(relay.security() == Security.STARTTLS));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "connectiontimeout", TIMEOUT_MS);
        properties.setProperty(prefix + "timeout", TIMEOUT_MS);
        properties.setProperty(prefix + "writetimeout", TIMEOUT_MS);
        // a QUIT whose answer is not waited for
        properties.setProperty(prefix + "quitwait", "false");
        return properties;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Outcome deliver(Letter letter) {
        Transport open;
        try {
            open = connected();
        } catch (MessagingException e) {
            rest();
            return Outcome.of(Kind.CHANNEL_AWAY, said(-1, e).text());
        }
        try {
            Message message = message(letter);
            open.sendMessage(message, message.getAllRecipients());
            return Outcome.taken();
        } catch (MessagingException e) {
            Outcome outcome = understood(e);
            // what was half said on this connection is not to be gone on with
            rest();
            return outcome;
        }
    }

    private Transport connected() throws MessagingException {
        Transport open = connection;
        if (open != null && open.isConnected()) {
            return open;
        }
        open = session.getTransport();
        connection = open;
        if (relay.login().isPresent()) {
            open.connect(
                    relay.login().get().username(),
                    relay.login().get().password().reveal());
        } else {
            open.connect();
        }
        return open;
    }

    private Message message(Letter letter) throws MessagingException {
        NamedMessage message = new NamedMessage(session, "<" + letter.ref() + "@" + domain() + ">");
        message.setFrom(from);
        message.setRecipient(
                Message.RecipientType.TO,
                new InternetAddress(letter.to().address().value()));
        message.setSubject(letter.text().subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(Instant.ofEpochMilli(clock.millis())));
        message.setText(letter.mail().replace("\n", "\r\n"), StandardCharsets.UTF_8.name());
        message.setHeader("Content-Language", letter.text().language().toLanguageTag());
        // RFC 3834 §5: nobody answers it with an absence notice
        message.setHeader("Auto-Submitted", "auto-generated");
        Optional<String> stop = letter.stopLink();
        if (stop.isPresent()) {
            message.setHeader("List-Unsubscribe", "<" + stop.get() + ">"); // RFC 2369 §3.2
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"); // RFC 8058 §3.1
        }
        message.saveChanges();
        return message;
    }

    private String domain() {
        String address = from.getAddress();
        return address.substring(address.indexOf('@') + 1);
    }

    private static Outcome understood(MessagingException failure) {
        for (Exception e = failure; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            if (e instanceof SMTPAddressFailedException address) {
                SmtpReply reply = said(address.getReturnCode(), address);
                return Outcome.of(reply.ofRecipient(), reply.text());
            }
            if (e instanceof SMTPSenderFailedException sender) {
                return Outcome.of(
                        Kind.CHANNEL_AWAY, said(sender.getReturnCode(), sender).text());
            }
        }
        if (failure instanceof SMTPSendFailedException sent) {
            SmtpReply reply = said(sent.getReturnCode(), sent);
            return Outcome.of(reply.ofMessage(), reply.text());
        }
        return failure instanceof SendFailedException
                ? Outcome.of(Kind.REFUSED, said(-1, failure).text())
                // the connection broke: nobody knows whether before the server had it all, or after
                : Outcome.of(Kind.UNSURE, said(-1, failure).text());
    }

    private static SmtpReply said(int code, Exception e) {
        return new SmtpReply(code, String.valueOf(e.getMessage()));
    }

    @Override
    public void rest() {
        Transport open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException e) {
                log.atDebug().setCause(e).log("mail connection did not end in order");
            }
        }
    }

    /** A message with an id of ours, by which it is known when it is tried twice or comes back. */
    private static final class NamedMessage extends MimeMessage {
        private final String id;

        NamedMessage(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
