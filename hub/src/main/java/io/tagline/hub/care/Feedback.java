package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.outbox.Numbered;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks customers how it was: once after a delivery, once after a case and once after a complaint, by a link of 128 random bits that is
 * good for one answer within sixty days. Safe for any thread.
 */
public final class Feedback {
    /** Rises when the questions change, so that old scores are not counted with new ones. */
    static final int SURVEY = 1;

    private static final String CONSUMER = "feedback";
    private static final String DELIVERED = "status:" + EventKind.DELIVERED.code();
    private static final Duration GOOD_FOR = Duration.ofDays(60);
    private static final int WORST = 1;
    private static final int BEST = 5;
    private static final int AT_ONCE = 500;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transactions transactions;
    private final InstantSource clock;

    Feedback(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What became of an answer. */
    public enum Outcome {
        GIVEN,
        /** The link has been used; the first answer stays. */
        ALREADY_GIVEN,
        /** There is no such link, or no more. */
        NO_SUCH_LINK
    }

    /**
     * Something that somebody was asked.
     *
     * @param customer none where nobody knows who it was
     */
    record Asked(About about, UUID subject, Optional<CustomerId> customer, Instant askedAt, boolean answered) {}

    /**
     * What a link asks.
     *
     * @param answered true if it has been used
     */
    public record Question(About about, boolean answered) {}

    /**
     * The link by which a customer says how it was, made by whoever needs it first; always the same one.
     *
     * @param subject id of the parcel or the case
     * @return its token, 22 signs of base64url
     */
    public static String ask(Tx tx, About about, UUID subject, CustomerId customer, Instant now) {
        Optional<CustomerId> whom = Optional.of(customer);
        return newLink(tx, about, subject, whom, now)
                .orElseGet(() -> FeedbackTable.token(tx, about, subject, whom).orElseThrow());
    }

    /** Asks whoever had the case, at its first solution; its link for who can be told, empty if it has been asked before. */
    static Optional<String> askAfter(Tx tx, Case resolved, Instant now) {
        return newLink(tx, About.a(resolved.kind()), resolved.id(), resolved.customer(), now);
    }

    private static Optional<String> newLink(
            Tx tx, About about, UUID subject, Optional<CustomerId> customer, Instant now) {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        return FeedbackTable.insert(tx, token, new Asked(about, subject, customer, now, false))
                ? Optional.of(token)
                : Optional.empty();
    }

    /** What a link asks; empty if there is no such link, or no more. */
    public Optional<Question> question(String token) {
        Instant now = clock.instant();
        return transactions.read(tx -> FeedbackTable.find(tx, token)
                .filter(asked -> isGood(asked, now))
                .map(asked -> new Question(asked.about(), asked.answered())));
    }

    private static boolean isGood(Asked asked, Instant now) {
        return now.isBefore(asked.askedAt().plus(GOOD_FOR));
    }

    /**
     * Keeps how somebody who holds the parcel's link found its delivery: it is one question, whoever asks it.
     *
     * @return {@link Outcome#NO_SUCH_LINK} for a parcel of no order
     */
    public Outcome rate(ParcelId parcel, int score, Optional<String> comment) {
        Optional<String> token = transactions.write(tx -> FeedbackTable.customerOf(tx, parcel)
                .map(customer -> ask(tx, About.DELIVERY, parcel.value(), customer, clock.instant())));
        return token.map(link -> give(link, score, comment)).orElse(Outcome.NO_SUCH_LINK);
    }

    /**
     * Keeps what a customer says.
     *
     * @param score from 1, bad, to 5, good
     * @throws CareRefusedException for another score, or a comment of more than 2,000 characters
     */
    public Outcome give(String token, int score, Optional<String> comment) {
        if (score < WORST || score > BEST) {
            throw new CareRefusedException(
                    CareRefusedException.Reason.WRONG, "score", score + ": expected " + WORST + " to " + BEST);
        }
        comment.ifPresent(text -> Texts.require("comment", text, Interaction.LONGEST));
        Instant now = clock.instant();
        return transactions.write(tx -> {
            Optional<Asked> asked = FeedbackTable.find(tx, token).filter(found -> isGood(found, now));
            if (asked.isEmpty()) {
                return Outcome.NO_SUCH_LINK;
            }
            if (!FeedbackTable.give(tx, token, score, comment, now)) {
                return Outcome.ALREADY_GIVEN;
            }
            Asked given = asked.get();
            Happenings.append(
                    tx,
                    Happening.of(
                            Kind.FEEDBACK_GIVEN,
                            given.customer(),
                            given.about() == About.DELIVERY
                                    ? Optional.of(new ParcelId(given.subject()))
                                    : Optional.empty(),
                            "feedback:" + given.about().code(),
                            given.subject().toString(),
                            now));
            return Outcome.GIVEN;
        });
    }

    /**
     * An answer.
     *
     * @param subject id of the parcel or the case
     */
    public record Given(
            About about, UUID subject, CustomerId customer, int score, Optional<Personal> comment, Instant at) {}

    /** What a customer answered about a parcel or a case, the newest if it was asked several times; in the caller's transaction. */
    public static Optional<Given> given(Tx tx, UUID subject, CustomerId customer) {
        return FeedbackTable.given(tx, subject, customer);
    }

    /** What a customer answered at a time, to the millisecond: as happenings know it. In the caller's transaction. */
    public static List<Given> givenAt(Tx tx, CustomerId customer, Instant at) {
        return FeedbackTable.givenAt(tx, customer, at);
    }

    /** Answers of customers who are known, by subject and customer; in the caller's transaction. */
    public static List<Given> after(Tx tx, Optional<UUID> subject, int most) {
        return FeedbackTable.after(tx, subject, most);
    }

    /** Each kind apart, of those asked from one moment to before another. */
    public List<Satisfaction> satisfaction(Instant from, Instant to) {
        return transactions.read(tx -> FeedbackTable.sums(tx, from, to, SURVEY));
    }

    /**
     * Asks after the deliveries that have happened since the last look, where somebody is told of them. One that has been undone
     * meanwhile is not asked about.
     *
     * @return how many happenings it has dealt with
     */
    int look() {
        List<Numbered> waiting = transactions.read(tx -> Happenings.after(tx, CONSUMER, AT_ONCE));
        if (waiting.isEmpty()) {
            return 0;
        }
        return transactions.write(tx -> {
            Instant now = clock.instant();
            List<Numbered> batch = Happenings.after(tx, CONSUMER, AT_ONCE);
            for (Numbered numbered : batch) {
                Happening happening = numbered.happening();
                if (happening.kind() == Kind.STATUS_CHANGED
                        && happening.subject().equals(DELIVERED)) {
                    happening.parcel().ifPresent(parcel -> FeedbackTable.customerToAsk(tx, parcel)
                            .ifPresent(customer -> ask(tx, About.DELIVERY, parcel.value(), customer, now)));
                }
            }
            if (!batch.isEmpty()) {
                Happenings.advance(tx, CONSUMER, batch.get(batch.size() - 1).seq());
            }
            return batch.size();
        });
    }
}
