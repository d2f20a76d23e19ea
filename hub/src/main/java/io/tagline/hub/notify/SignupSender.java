package io.tagline.hub.notify;

import io.tagline.hub.notify.Contact.State;
import io.tagline.hub.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the owners of addresses that were typed in on a parcel's page whether they want to be told: once, with a link that only they
 * have. A hub that dies between the mail server's yes and the commit asks twice, under the same Message-ID. Confined to its thread.
 */
final class SignupSender {
    private static final Logger log = LoggerFactory.getLogger(SignupSender.class);
    private static final int AT_ONCE = 10;
    private static final List<Duration> WAITS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
    private static final Duration CHANNEL_AWAY = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Deliverer mail;
    private final String publicUrl;
    private final InstantSource clock;
    private Instant awayUntil = Instant.MIN;

    /** @param publicUrl how customers reach the hub, without a slash at the end */
    SignupSender(Transactions transactions, Deliverer mail, String publicUrl, InstantSource clock) {
        this.transactions = transactions;
        this.mail = mail;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Sends up to ten; gives how many it dealt with, 0 if there is nothing to do for now. */
    int look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (now.isBefore(awayUntil)) {
            return 0;
        }
        List<NoticeSignup> due = transactions.read(tx -> SignupsTable.due(tx, now, AT_ONCE));
        if (due.isEmpty()) {
            mail.rest();
            return 0;
        }
        due.forEach(signup -> ask(signup, now));
        return due.size();
    }

    private void ask(NoticeSignup signup, Instant now) {
        Optional<String> number = transactions.read(tx -> Optional.ofNullable(
                        ParcelFactsTable.now(tx, List.of(signup.parcel())).get(signup.parcel()))
                .map(ParcelNow::trackingNumber));
        Optional<Instant> again = number.flatMap(known -> tried(signup, mail.deliver(letter(signup, known)), now));
        int unused = transactions.write(tx -> {
            SignupsTable.tried(tx, signup, again);
            return 1;
        });
    }

    /** When it is to be tried again, if it is. */
    private Optional<Instant> tried(NoticeSignup signup, Outcome outcome, Instant now) {
        return switch (outcome.kind()) {
            case TAKEN, REFUSED, NOBODY_THERE, RECEIVER_RESTS -> Optional.empty();
            case CHANNEL_AWAY -> {
                if (awayUntil.isBefore(now)) {
                    log.atWarn()
                            .addKeyValue("reason", outcome.reason())
                            .log("questions to followers wait for the mail server");
                }
                awayUntil = now.plus(CHANNEL_AWAY);
                yield Optional.of(awayUntil);
            }
            case LATER, UNSURE ->
                signup.attempts() < WAITS.size()
                        ? Optional.of(now.plus(WAITS.get(signup.attempts())))
                        : Optional.empty();
        };
    }

    private Letter letter(NoticeSignup signup, String number) {
        NoticeWords words = new NoticeWords(signup.language(), ZoneOffset.UTC);
        String link = publicUrl + "/notices/confirm/" + signup.token().value();
        NoticeText text = words.question(number, link);
        UUID none = new UUID(0, 0);
        Contact to = new Contact(
                none,
                Channel.EMAIL,
                signup.address(),
                Optional.of(signup.language()),
                Optional.empty(),
                Optional.empty(),
                State.OPEN,
                signup.token(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
        // not the token, which opens the link: the Message-ID goes through logs
        String ref = Tokens.of(signup.token().value());
        return new Letter(ref, to, none, text, text.body() + "\n", Optional.empty(), List.of());
    }
}
