package io.tagline.hub.care.mail;

import io.tagline.hub.care.CareRefusedException;
import io.tagline.hub.care.IncomingMail;
import io.tagline.hub.care.MailDesk;
import io.tagline.hub.store.DataRefusedException;
import io.tagline.hub.store.StoreUnavailableException;
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
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mails out of the inbox over IMAP (RFC 9051). A mail is moved to another folder once it is committed, and not before; if that
 * does not come off, it is brought again and found to be known. A mail that can't be taken at all is moved to a folder of its own, so
 * that those behind it are. Confined to the thread that looks.
 */
final class Mailbox {
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    private static final int MOST_AT_ONCE = 50;
    /** What a larger mail has after that are attachments, which stay in the mailbox anyway. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /** Where mails are that could not be taken: beside the folder of those that were. */
    private static final String ASIDE = "-aside";

    private final MailAccount account;
    private final Session session;
    private final MailDesk desk;
    private final Predicate<byte[]> returned;
    private Optional<String> aside = Optional.empty();

    /** @param returned looks first whether a mail says that one of ours came back; what it says yes to is dealt with */
    Mailbox(MailAccount account, Session session, MailDesk desk, Predicate<byte[]> returned) {
        this.account = account;
        this.session = session;
        this.desk = desk;
        this.returned = returned;
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
            Folder taken = folder(store, account.taken());
            try (Folder inbox = store.getFolder(account.inbox())) {
                inbox.open(Folder.READ_WRITE);
                int count = Math.min(MOST_AT_ONCE, inbox.getMessageCount());
                int moved = 0;
                for (int i = 1; i <= count; i++) {
                    moved += take(inbox, taken, inbox.getMessage(i)) ? 1 : 0;
                }
                aside = setAside(store);
                return moved;
            }
        }
    }

    /** How many mails are in the folder of those that could not be taken, and which it is; empty while there are none. */
    Optional<String> aside() {
        return aside;
    }

    private static Folder folder(Store store, String name) throws MessagingException {
        Folder folder = store.getFolder(name);
        if (!folder.exists() && !folder.create(Folder.HOLDS_MESSAGES)) {
            throw new MessagingException("folder \"" + name + "\": expected one that can be made (care.mail.taken)");
        }
        return folder;
    }

    private Optional<String> setAside(Store store) throws MessagingException {
        Folder folder = store.getFolder(account.taken() + ASIDE);
        int count = folder.exists() ? folder.getMessageCount() : 0;
        return count == 0
                ? Optional.empty()
                : Optional.of(count + " mails could not be taken and are in the folder \"" + folder.getName()
                        + "\": expected none; the log says why");
    }

    /** False if it stays where it is, to be taken at the next look. */
    private boolean take(Folder inbox, Folder taken, Message mail) throws MessagingException {
        Folder to = taken;
        try {
            byte[] bytes = read(mail);
            String outcome = returned.test(bytes) ? "returned" : desk(bytes).name();
            log.atDebug().addKeyValue("outcome", outcome).log("mail taken");
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isStale(e)) {
                log.atInfo().log("the case of a mail is being changed; the mail is taken later");
                return false;
            }
            log.atError()
                    .setCause(e)
                    .addKeyValue("folder", account.taken() + ASIDE)
                    .log("mail can't be taken");
            to = folder(inbox.getStore(), account.taken() + ASIDE);
        }
        Message[] one = {mail};
        inbox.copyMessages(one, to);
        mail.setFlag(Flags.Flag.DELETED, true);
        return true;
    }

    private static boolean isStale(RuntimeException e) {
        return e instanceof CareRefusedException refused && refused.reason() == CareRefusedException.Reason.STALE;
    }

    /** Read here and not by the server, which may not get through what somebody has made up. */
    private static byte[] read(Message mail) throws MessagingException {
        try (InputStream in = ((IMAPMessage) mail).getMimeStream()) {
            return in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new MessagingException("the mail server went away", e);
        }
    }

    private MailDesk.Outcome desk(byte[] bytes) throws MessagingException {
        MimeMessage copy = new MimeMessage(session, new ByteArrayInputStream(bytes));
        IncomingMail read;
        try {
            read = MailReader.read(copy);
        } catch (MessagingException | IOException | RuntimeException e) {
            log.atWarn().setCause(e).log("mail can't be read; its case says so");
            return unreadable(copy);
        }
        try {
            return desk.take(read);
        } catch (DataRefusedException | CareRefusedException e) {
            if (isStale(e)) {
                throw e;
            }
            log.atWarn().setCause(e).log("mail can't be stored; its case says so");
            return unreadable(copy);
        }
    }

    private MailDesk.Outcome unreadable(MimeMessage copy) {
        IncomingMail read;
        try {
            read = MailReader.unreadable(copy);
        } catch (MessagingException e) {
            // of this mail, not of its server: the copy is here
            throw new IllegalArgumentException("not even the headers of a mail can be read", e);
        }
        return desk.take(read);
    }
}
