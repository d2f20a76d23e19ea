package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;

/**
 * Hands one letter at a time to the mail server, for somebody who waits for it: what is not taken is not tried again, since they can ask
 * again. Confined to its caller's thread.
 */
public final class DirectMail {
    private final MailRelay relay;
    private final InternetAddress from;
    private final Session session;
    private final InstantSource clock;

    /** @throws IllegalArgumentException if the sender is no address */
    public DirectMail(MailRelay relay, InstantSource clock) {
        this.relay = relay;
        this.clock = clock;
        this.from = MailDeliverer.sender(relay);
        this.session = Session.getInstance(MailDeliverer.properties(relay, from));
    }

    /**
     * Sends it, within a minute.
     *
     * @throws IOException if the server did not take it; says why, without an address
     */
    public void send(Personal to, String subject, String text, Locale language) throws IOException {
        try (Transport transport = session.getTransport()) {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(from);
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.value()));
            message.setSubject(subject, StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(clock.instant()));
            message.setText(text.replace("\n", "\r\n"), StandardCharsets.UTF_8.name());
            message.setHeader("Content-Language", language.getLanguage());
            // RFC 3834 §5: nobody answers it with an absence notice
            message.setHeader("Auto-Submitted", "auto-generated");
            message.saveChanges();
            if (relay.login().isPresent()) {
                transport.connect(
                        relay.login().get().username(),
                        relay.login().get().password().reveal());
            } else {
                transport.connect();
            }
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            // without its cause, whose text and traces name the recipient
            throw new IOException("the mail server at " + relay.host() + " did not take it: "
                    + e.getClass().getSimpleName() + ": " + new SmtpReply(-1, String.valueOf(e.getMessage())).text());
        }
    }
}
