package io.tagline.hub.care.mail;

import io.tagline.hub.care.IncomingMail;
import io.tagline.hub.care.MailDesk;
import io.tagline.hub.store.DataRefusedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mails out of the inbox over IMAP (RFC 9051). A mail is moved to another folder once it is committed, and not before; if that
 * does not come off, it is brought again and found to be known. Confined to the thread that looks.
 */
final class Mailbox {
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    private static final int MOST_AT_ONCE = 50;
    /** What a larger mail has after that are attachments, which stay in the mailbox anyway. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final MailAccount account;
    private final Session session;
    private final MailDesk desk;

    Mailbox(MailAccount account, Session session, MailDesk desk) {
        this.account = account;
        this.session = session;
        this.desk = desk;
    }

    /**
     * Takes what is there, at most fifty mails.
     *
     * @return how many
     * @throws MessagingException if the server can't be had for now, or says no
     */
    int look() throws MessagingException {
        try (Store store = session.getStore(account.imap().getScheme())) {
            store.connect(
                    account.imap().getHost(),
                    account.imap().getPort(),
                    account.username(),
                    account.password().reveal());
            Folder taken = store.getFolder(account.taken());
            if (!taken.exists() && !taken.create(Folder.HOLDS_MESSAGES)) {
                throw new MessagingException(
                        "folder \"" + account.taken() + "\": expected one that can be made (care.mail.taken)");
            }
            try (Folder inbox = store.getFolder(account.inbox())) {
                inbox.open(Folder.READ_WRITE);
                int count = Math.min(MOST_AT_ONCE, inbox.getMessageCount());
                for (int i = 1; i <= count; i++) {
                    take(inbox, taken, inbox.getMessage(i));
                }
                return count;
            }
        }
    }

    private void take(Folder inbox, Folder taken, Message mail) throws MessagingException {
        MailDesk.Outcome outcome = desk(mail);
        log.atDebug().addKeyValue("outcome", outcome).log("mail taken");
        Message[] one = {mail};
        inbox.copyMessages(one, taken);
        mail.setFlag(Flags.Flag.DELETED, true);
    }

    /** Read here and not by the server, which may not get through what somebody has made up. */
    private MailDesk.Outcome desk(Message mail) throws MessagingException {
        MimeMessage copy;
        try (InputStream in = ((IMAPMessage) mail).getMimeStream()) {
            copy = new MimeMessage(session, new ByteArrayInputStream(in.readNBytes(MOST_BYTES)));
        } catch (IOException e) {
            throw new MessagingException("the mail server went away", e);
        }
        IncomingMail read;
        try {
            read = MailReader.read(copy);
        } catch (MessagingException | IOException | RuntimeException e) {
            log.atWarn().setCause(e).log("mail can't be read; its case says so");
            return desk.take(MailReader.unreadable(copy));
        }
        try {
            return desk.take(read);
        } catch (DataRefusedException e) {
            log.atWarn().setCause(e).log("mail can't be stored; its case says so");
            return desk.take(MailReader.unreadable(copy));
        }
    }
}
