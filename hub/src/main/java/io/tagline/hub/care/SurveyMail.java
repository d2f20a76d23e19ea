package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks by mail how a case was dealt with, where there is an address and a page to answer on. */
final class SurveyMail {
    /** So many mails that no person wrote go to one address in a day. */
    private static final int MOST_A_DAY = 5;

    private static final Duration DAY = Duration.ofDays(1);

    private SurveyMail() {}

    /** In the caller's transaction; once for a case, since its link is new once. */
    static void write(Tx tx, Case about, String token, CareRules rules, Instant now) {
        Optional<Personal> to = about.replyTo()
                .filter(address -> MailsOutTable.acknowledged(tx, address.value(), now.minus(DAY)) < MOST_A_DAY);
        if (to.isPresent() && rules.feedbackPages().isPresent()) {
            MailsOutTable.insert(
                    tx,
                    new OutgoingMail(
                            TimeOrderedIds.next(now),
                            about.id(),
                            to.get(),
                            OutgoingMail.plainSubject(about.number()),
                            new Personal(rules.question()
                                    .replace("{number}", about.number())
                                    .replace("{link}", rules.feedbackPages().get() + token)),
                            Optional.empty(),
                            true,
                            0),
                    now);
        }
    }
}
