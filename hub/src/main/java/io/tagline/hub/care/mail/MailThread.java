package io.tagline.hub.care.mail;

import io.tagline.hub.care.MailDesk;
import io.tagline.hub.store.StoreUnavailableException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes mails in and sends mails out, for as long as it is open. Its thread is {@code mails}. */
public final class MailThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MailThread.class);
    private static final long CLOSE_WAIT_MS = 25_000;
    /** A mail server that restarts is away for fewer looks than that. */
    private static final int FAILED_LOOKS = 3;
    /** Mail servers explain themselves at length. */
    private static final int LONGEST_REASON = 300;

    private final MailAccount account;
    private final Mailbox mailbox;
    private final MailSender sender;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    /** Why the last looks did not come off. */
    private volatile Optional<String> trouble = Optional.empty();
    /** Mails that could not be taken. */
    private volatile Optional<String> aside = Optional.empty();
    // confined to the thread
    private int failed;

    private MailThread(
            MailAccount account, Session session, MailDesk desk, Predicate<byte[]> returned, Consumer<String> onDeath) {
        this.account = account;
        this.mailbox = new Mailbox(account, session, desk, returned);
        this.sender = new MailSender(account, session, desk);
        this.thread = new Thread(this::run, "mails");
        thread.setUncaughtExceptionHandler((dead, why) -> {
            log.atError().setCause(why).log("mails are not taken any more");
            onDeath.accept("thread " + dead.getName() + " died of " + why);
        });
    }

    /**
     * Starts; returns at once. Whoever starts it closes it, before the store.
     *
     * @param returned looks first whether a mail says that one of ours came back; what it says yes to is dealt with
     * @param onDeath is told why, should it die: a fault that only a restart heals
     * @throws IOException if the authorities that may vouch for the servers can't be read
     */
    public static MailThread start(
            MailAccount account, MailDesk desk, Predicate<byte[]> returned, Consumer<String> onDeath)
            throws IOException {
        MailThread started = new MailThread(account, MailSessions.of(account), desk, returned, onDeath);
        started.thread.start();
        return started;
    }

    /** Why mails are not taken or not sent, since three looks or more, or which could not be; empty while all is well. */
    public Optional<String> trouble() {
        return trouble.or(() -> aside);
    }

    private void run() {
        try {
            long pause = 0;
            while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                pause = look() > 0 ? 0 : account.every().toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Both ways, each whether or not the other comes off. */
    private int look() {
        Optional<String> before = trouble;
        Optional<String> in = Optional.empty();
        Optional<String> out = Optional.empty();
        int done = 0;
        try {
            done += mailbox.look();
            aside = mailbox.aside();
        } catch (MessagingException | StoreUnavailableException e) {
            in = Optional.of(reason("mails are not taken: ", e));
        } catch (RuntimeException e) {
            in = Optional.of(unexpected("mails are not taken: ", e));
        }
        try {
            done += sender.look();
        } catch (MessagingException | StoreUnavailableException e) {
            out = Optional.of(reason("mails are not sent: ", e));
        } catch (RuntimeException e) {
            out = Optional.of(unexpected("mails are not sent: ", e));
        }
        Optional<String> now = in.isPresent() ? in : out;
        failed = now.isPresent() ? failed + 1 : 0;
        trouble = now.filter(reason -> failed >= FAILED_LOOKS);
        if (trouble.isPresent() && before.isEmpty()) {
            log.atWarn().addKeyValue("reason", trouble.get()).log("mail server not to be had");
        } else if (trouble.isEmpty() && before.isPresent()) {
            log.atInfo().log("mail server back");
        }
        return now.isPresent() ? 0 : done;
    }

    /** A fault of ours, at one mail perhaps: the next look may do without it, a restart would come upon it again. */
    private static String unexpected(String what, RuntimeException e) {
        log.atError().setCause(e).log("look at mails failed");
        return reason(what + e.getClass().getSimpleName() + ": ", e);
    }

    private static String reason(String what, Exception e) {
        String text = what + String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }

    /** Finishes the look that it is at. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_WAIT_MS);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
