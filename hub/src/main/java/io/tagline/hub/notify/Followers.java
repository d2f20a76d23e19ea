package io.tagline.hub.notify;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.Contact.State;
import io.tagline.hub.notify.ContactsTable.NewContact;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.webhook.PublicHosts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes in who wants to be told of a parcel beside those whom its order names. Anyone may type in anyone's address, so its owner is
 * asked first, by a message whose link only they have; a browser's subscription only that browser can name. Safe for any thread.
 */
public final class Followers {
    /** Of one parcel; and so many may be asked for it in a day. */
    private static final int MOST = 10;

    /** Messages to one address in a day that ask whether somebody wants to be told. */
    private static final int MOST_QUESTIONS = 3;

    private static final int MOST_ASKED = 20_000;
    private static final Duration DAY = Duration.ofDays(1);

    private final Transactions transactions;
    private final PublicHosts hosts;
    private final InstantSource clock;

    public Followers(Transactions transactions, InstantSource clock) {
        // whoever has a tracking link names a push service: none of those is in our own network
        this(transactions, PublicHosts.PUBLIC, clock);
    }

    /** With other push services than the public ones: tests. */
    Followers(Transactions transactions, PublicHosts hosts, InstantSource clock) {
        this.transactions = transactions;
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * Has the owner of an address asked whether they want to be told of the parcel. Nothing goes to an address whose owner wanted no
     * more, nor a fourth question within a day: whoever typed it in is not told that, since it is none of their business.
     *
     * @return false for what is no address, and where too many were asked for this parcel
     */
    public boolean ask(ParcelId parcel, Personal email, Locale language) {
        Instant now = now();
        return EmailAddress.normal(email.value())
                .map(address -> transactions.write(tx -> ask(tx, parcel, address, language, now)))
                .orElse(false);
    }

    private static boolean ask(Tx tx, ParcelId parcel, String address, Locale language, Instant now) {
        Instant since = now.minus(DAY);
        if (FollowsTable.count(tx, parcel) + SignupsTable.ofParcel(tx, parcel, since) >= MOST
                || SignupsTable.all(tx) >= MOST_ASKED) {
            return false;
        }
        boolean stopped = ContactsTable.byAddress(tx, Channel.EMAIL, List.of(address)).stream()
                .anyMatch(contact -> contact.state() == State.STOPPED);
        if (!stopped && SignupsTable.ofAddress(tx, address, since) < MOST_QUESTIONS) {
            SignupsTable.insert(
                    tx,
                    new NoticeSignup(Tokens.next(), new Personal(address), parcel, NoticeWords.known(language), 0),
                    now);
        }
        return true;
    }

    /** The number of the parcel that the owner of this token was asked about; empty if nobody was, or too long ago. */
    public Optional<String> asked(String token) {
        return Tokens.isToken(token)
                ? transactions.read(tx -> SignupsTable.byToken(tx, token)
                        .flatMap(signup -> Optional.ofNullable(ParcelFactsTable.now(tx, List.of(signup.parcel()))
                                        .get(signup.parcel()))
                                .map(ParcelNow::trackingNumber)))
                : Optional.empty();
    }

    /** The owner of the address wants to be told; false if nobody was asked by this token, or too many follow the parcel by now. */
    public boolean confirm(String token) {
        Instant now = now();
        return Tokens.isToken(token)
                && transactions.write(tx -> {
                    Optional<NoticeSignup> signup = SignupsTable.byToken(tx, token);
                    signup.ifPresent(asked -> SignupsTable.remove(tx, token));
                    return signup.filter(asked -> FollowsTable.count(tx, asked.parcel()) < MOST)
                            .map(asked -> confirmed(tx, asked, now))
                            .orElse(false);
                });
    }

    private static boolean confirmed(Tx tx, NoticeSignup asked, Instant now) {
        Contact contact = put(tx, Channel.EMAIL, asked.address(), Optional.empty(), Optional.empty(), now);
        // whoever has the link reads the mailbox: it is there, and its owner wants to be told
        MailConsent.reopen(tx, contact, now);
        ContactsTable.speaks(tx, contact.id(), asked.language());
        FollowsTable.add(tx, asked.parcel(), contact.id(), now);
        Audit.record(tx, Viewer.system(), "notice.followed", "contact:" + contact.id(), "by e-mail", now);
        return true;
    }

    /**
     * Has a browser told of the parcel.
     *
     * @param endpoint the push service's URL for it
     * @param key its public key, base64url
     * @param auth its authentication secret, base64url
     * @return false for what is no subscription, and where too many follow the parcel
     */
    public boolean subscribe(ParcelId parcel, Personal endpoint, Personal key, Personal auth, Locale language) {
        if (!isSubscription(endpoint, key, auth)) {
            return false;
        }
        Instant now = now();
        return transactions.write(tx -> {
            if (FollowsTable.count(tx, parcel) >= MOST) {
                return false;
            }
            Contact contact = put(tx, Channel.PUSH, endpoint, Optional.of(key), Optional.of(auth), now);
            ContactsTable.keys(tx, contact.id(), Optional.of(key), Optional.of(auth));
            MailConsent.reopen(tx, contact, now);
            ContactsTable.speaks(tx, contact.id(), NoticeWords.known(language));
            FollowsTable.add(tx, parcel, contact.id(), now);
            return true;
        });
    }

    private boolean isSubscription(Personal endpoint, Personal key, Personal auth) {
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            byte[] unused = PushCipher.encrypt(new byte[0], decoder.decode(key.value()), decoder.decode(auth.value()));
            return hosts.problem(URI.create(endpoint.value())).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Contact put(
            Tx tx, Channel channel, Personal address, Optional<Personal> one, Optional<Personal> two, Instant now) {
        NewContact fresh =
                new NewContact(TimeOrderedIds.next(now), channel, address, Tokens.next(), one, two, Optional.empty());
        var unused = ContactsTable.insert(tx, List.of(fresh), now.toEpochMilli());
        return ContactsTable.byAddress(tx, channel, List.of(address.value())).get(0);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
