package io.tagline.hub.web;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.account.Account;
import io.tagline.hub.account.Accounts;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.CareRefusedException;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseChange;
import io.tagline.hub.care.CaseFilter;
import io.tagline.hub.care.CaseState;
import io.tagline.hub.care.Channel;
import io.tagline.hub.care.Interaction;
import io.tagline.hub.care.Interactions;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Cases as the customer sees them whose they are. Safe for any thread. */
@Component
final class AccountCases {
    static final String SOURCE = "account";

    private static final int MOST_CASES = 30;
    private static final int MOST_WORDS = 50;
    private static final int MOST_TRIES = 3;
    private static final int MOST_WRITTEN = 200;
    private static final int MOST_OPENED = 20;
    private static final Duration DAY = Duration.ofDays(1);

    /** Where customers themselves write, and are answered; what comes from elsewhere a rep has noted, for reps. */
    private static final Set<String> BETWEEN_US = Set.of(SOURCE, "track", "email");

    /** What is word for word between them and us; what a rep noted of a call is the rep's. */
    private static final Set<Channel> WRITTEN = Set.of(Channel.EMAIL, Channel.WEB);

    private final Care care;
    private final Customers customers;
    private final InstantSource clock;

    AccountCases(Care care, Customers customers, InstantSource clock) {
        this.care = care;
        this.customers = customers;
        this.clock = clock;
    }

    /** A case in a list; of one that a rep wrote down the subject is empty. */
    record Line(String number, String kind, String state, String subject, Times.Local opened) {
        static Line of(Case one, Times times) {
            return new Line(
                    one.number(),
                    one.kind().code(),
                    one.state().code(),
                    isInTheirWords(one) ? one.subject().value() : "",
                    times.at(one.openedAt(), Optional.empty()));
        }
    }

    /** Something that was written, by them or to them. */
    record Word(String direction, Times.Local at, String text) {}

    /** Whether the customer has written its subject and text, and not a rep. */
    static boolean isInTheirWords(Case one) {
        return BETWEEN_US.contains(one.source());
    }

    /** Theirs, newest first. */
    List<Line> lines(Account account, Times times) {
        return account.ids().stream()
                .flatMap(id -> care
                        .cases()
                        .list(
                                new CaseFilter(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(id),
                                        Optional.empty(),
                                        false),
                                Optional.empty(),
                                MOST_CASES)
                        .stream())
                .sorted(Comparator.comparing(Case::openedAt).reversed())
                .limit(MOST_CASES)
                .map(one -> Line.of(one, times))
                .toList();
    }

    /** One of theirs; empty for everybody else's. */
    Optional<Case> own(Account account, String number) {
        return care.cases()
                .find(number.toUpperCase(Locale.ROOT))
                .filter(found -> whose(found).filter(account.ids()::contains).isPresent());
    }

    /** Who its customer turned out to be. */
    private Optional<CustomerId> whose(Case one) {
        return one.customer().map(customers::root);
    }

    /** Whether they may not open one more today. */
    boolean openedEnough(Account account) {
        Instant since = clock.instant().minus(DAY);
        return account.ids().stream()
                        .mapToInt(id -> care.cases().opened(SOURCE, id, since))
                        .sum()
                >= MOST_OPENED;
    }

    /** Whether they may not write on it any more. */
    boolean wroteEnough(Case own) {
        return care.interactions().count(own.id(), SOURCE) >= MOST_WRITTEN;
    }

    /** What was written on it, oldest first. */
    List<Word> words(Case own, Times times) {
        return care
                .interactions()
                .of(
                        new Interactions.About(Optional.empty(), Optional.empty(), Optional.of(own.id())),
                        Optional.empty(),
                        MOST_WORDS)
                .stream()
                .map(Interactions.Kept::interaction)
                .filter(said -> WRITTEN.contains(said.channel()) && BETWEEN_US.contains(said.source()))
                .sorted(Comparator.comparing(Interaction::at))
                .map(said -> new Word(
                        said.direction().code(),
                        times.at(said.at(), Optional.empty()),
                        said.summary().value()))
                .toList();
    }

    /**
     * They write on a case of theirs; one that waited for them, or that we took for solved, is worked on again.
     *
     * @param once the form's own number
     * @throws CareRefusedException for a text that is empty or too long
     */
    void write(Account account, Case own, String once, String text) {
        boolean fresh = care.interactions()
                .record(new Interaction(
                        SOURCE,
                        once,
                        Channel.WEB,
                        Interaction.Direction.IN,
                        own.customer(),
                        own.parcel(),
                        Optional.of(own.id()),
                        Optional.empty(),
                        clock.instant(),
                        new Personal(text)));
        if (fresh) {
            Optional<CustomerId> whose = whose(own);
            account.customers().stream()
                    .filter(customer -> whose.filter(customer.id()::equals).isPresent())
                    .findFirst()
                    .ifPresent(customer -> reopen(own.number(), Accounts.viewer(customer)));
        }
    }

    /** If it waited for them or was taken for solved; whatever somebody else does to it this very moment. */
    private void reopen(String number, Viewer who) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Case> now = care.cases()
                    .find(number)
                    .filter(one -> one.state() == CaseState.WAITING || one.state() == CaseState.RESOLVED);
            if (now.isEmpty()) {
                return;
            }
            try {
                Case unused = care.cases().change(number, now.get().version(), CaseChange.to(CaseState.OPEN), who);
                return;
            } catch (CareRefusedException e) {
                if (e.reason() != CareRefusedException.Reason.STALE) {
                    throw e;
                }
            }
        }
    }
}
