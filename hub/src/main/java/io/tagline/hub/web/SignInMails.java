package io.tagline.hub.web;

import io.tagline.hub.account.Accounts;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.DirectMail;
import io.tagline.hub.store.StoreUnavailableException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;

/**
 * Mails links to sign in by, on a thread of its own: whether an address is known shows neither in an answer nor in how long it takes.
 * At most a hundred wait; what a crash or a mail server loses, people ask for again. Safe for any thread.
 */
final class SignInMails implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SignInMails.class);
    private static final int MOST_WAITING = 100;
    private static final long CLOSE_WAIT_MS = 2_000;

    private final Accounts accounts;
    private final DirectMail mail;
    private final MessageSource words;
    private final String publicUrl;
    private final BlockingQueue<Asked> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean closed;

    /** @param publicUrl how customers reach the hub; never what a request says, which anybody may make up */
    SignInMails(Accounts accounts, DirectMail mail, MessageSource words, String publicUrl) {
        this.accounts = accounts;
        this.mail = mail;
        this.words = words;
        this.publicUrl = publicUrl;
        this.thread = new Thread(this::run, "sign-in-mails");
        thread.setDaemon(true);
        thread.start();
    }

    private record Asked(Personal email, Locale language) {}

    /** Has a link sent, if somebody is reached there; false if too many wait. */
    boolean ask(String email, Locale language) {
        return waiting.offer(new Asked(new Personal(email), language));
    }

    private void run() {
        while (!closed) {
            try {
                Asked asked = waiting.poll(1, TimeUnit.SECONDS);
                if (asked != null) {
                    send(asked);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(Asked asked) {
        try {
            Optional<Personal> token = accounts.link(asked.email().value());
            if (token.isPresent()) {
                mail.send(
                        asked.email(),
                        say("account.mail.subject", asked.language()),
                        say(
                                "account.mail.text",
                                asked.language(),
                                publicUrl + "/account/enter/" + token.get().value() + "?"
                                        + Language.query(asked.language())),
                        asked.language());
            }
        } catch (IOException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("link to sign in by not sent");
        } catch (StoreUnavailableException e) {
            log.atWarn().addKeyValue("reason", "database away").log("link to sign in by not sent");
        } catch (RuntimeException e) {
            // the next who asks must not go without; and the text of what nobody expected may hold an address
            log.atError()
                    .addKeyValue("reason", e.getClass().getName())
                    .addKeyValue("at", e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?")
                    .log("link to sign in by not sent");
        }
    }

    private String say(String key, Locale language, Object... values) {
        return words.getMessage(key, values, language);
    }

    /** Finishes the mail that it is at. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
