package io.tagline.hub.care.mail;

import io.tagline.hub.care.MailDesk;
import io.tagline.hub.care.OutgoingMail;
import io.tagline.hub.store.StoreUnavailableException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mails to the mail server (RFC 6409). One that it takes is sent; one that it refuses for good is said so on its case; all else is
 * tried again, each time later, for two days. Confined to the thread that looks.
 */
final class MailSender {
    private static final Logger log = LoggerFactory.getLogger(MailSender.class);
    private static final int MOST_AT_ONCE = 20;
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofHours(30));
    private static final int PERMANENT = 500;

    private final MailAccount account;
    private final Session session;
    private final MailDesk desk;

    MailSender(MailAccount account, Session session, MailDesk desk) {
        this.account = account;
        this.session = session;
        this.desk = desk;
    }

    /**
     * Sends what is due, at most twenty mails.
     *
     * @return how many
     * @throws MessagingException if the server can't be had for now
     */
    int look() throws MessagingException {
        List<OutgoingMail> due = desk.toSend(MOST_AT_ONCE);
        if (due.isEmpty()) {
            return 0;
        }
        try (Transport transport = session.getTransport(account.smtp().getScheme())) {
            transport.connect(
                    account.smtp().getHost(),
                    account.smtp().getPort(),
                    account.username(),
                    account.password().reveal());
            for (OutgoingMail mail : due) {
                send(transport, mail);
            }
        }
        return due.size();
    }

    private void send(Transport transport, OutgoingMail mail) {
        try {
            MimeMessage message = message(mail);
            transport.sendMessage(message, message.getRecipients(Message.RecipientType.TO));
            desk.sent(mail);
        } catch (MessagingException e) {
            Optional<String> refusal = refusal(e);
            if (refusal.isPresent()) {
                desk.refused(mail, refusal.get());
            } else if (mail.tries() >= PAUSES.size()) {
                desk.refused(mail, "the mail server did not take it in two days: " + e.getMessage());
            } else {
                desk.later(mail, PAUSES.get(mail.tries()));
            }
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // a fault of ours at this one mail keeps none of those behind it
            log.atError().setCause(e).addKeyValue("mail", mail.id()).log("mail can't be sent");
            if (mail.tries() >= PAUSES.size()) {
                desk.refused(mail, "it can't be sent: " + e.getClass().getSimpleName());
            } else {
                desk.later(mail, PAUSES.get(mail.tries()));
            }
        }
    }

    private MimeMessage message(OutgoingMail mail) throws MessagingException {
        MimeMessage message = new OwnId(session, mail.messageId());
        message.setFrom(new InternetAddress(account.from()));
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(mail.recipient().value()));
        message.setSubject(mail.subject().value().replaceAll("\\p{Cntrl}", " "), StandardCharsets.UTF_8.name());
        message.setText(mail.text().value(), StandardCharsets.UTF_8.name());
        message.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(mail.createdAt().atOffset(ZoneOffset.UTC)));
        if (mail.inReplyTo().isPresent()) {
            String id = "<" + mail.inReplyTo().get() + ">";
            if (id.length() < 400 && !id.contains(" ")) {
                message.setHeader("In-Reply-To", id);
                message.setHeader("References", id);
            }
        }
        if (mail.automatic()) {
            // RFC 3834 §5: nobody's robot answers it
            message.setHeader("Auto-Submitted", "auto-replied");
            message.setHeader("Precedence", "bulk");
        }
        return message;
    }

    /** Why it will never be taken; empty if it may be, later. */
    private static Optional<String> refusal(MessagingException e) {
        for (Exception cause = e; cause instanceof MessagingException failed; cause = failed.getNextException()) {
            if (failed instanceof AddressException
                    || (failed instanceof SMTPAddressFailedException address && address.getReturnCode() >= PERMANENT)
                    || (failed instanceof SMTPSendFailedException sent && sent.getReturnCode() >= PERMANENT)) {
                return Optional.of(String.valueOf(failed.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** Keeps the id that answers to it are found by. */
    private static final class OwnId extends MimeMessage {
        private final String id;

        OwnId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
