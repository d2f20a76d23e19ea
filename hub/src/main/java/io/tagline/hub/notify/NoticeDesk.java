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
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who is told, what of, and what became of it: for pages, programs and the mailbox. Safe for any thread. */
public final class NoticeDesk {
    private static final int MOST_SHOWN = 200;
    private static final int MOST_WEBHOOKS = 200;
    private static final int MOST_FOLLOWERS = 10;
    private static final int MOST_SOFT_BOUNCES = 5;

    private final Transactions transactions;
    private final PublicHosts hosts;
    private final InstantSource clock;

    /**
     * A desk for this store.
     *
     * @param allowPrivate whether receivers may be in a private network
     */
    public NoticeDesk(Transactions transactions, boolean allowPrivate, InstantSource clock) {
        this.transactions = transactions;
        this.hosts = new PublicHosts(allowPrivate);
        this.clock = clock;
    }

    /** The newest notices of a parcel, newest first; empty if no order holds such a parcel. */
    public Optional<List<Notice>> of(String trackingNumber) {
        return transactions.read(tx ->
                ParcelFactsTable.byNumber(tx, trackingNumber).map(parcel -> NoticesTable.of(tx, parcel, MOST_SHOWN)));
    }

    /** A contact and what it chose. */
    public record Chosen(Contact contact, NoticeChoice choice) {}

    /** By what its owner holds. */
    public Optional<Chosen> byToken(String token) {
        return Tokens.isToken(token)
                ? transactions.read(tx -> ContactsTable.byToken(tx, new Personal(token))
                        .filter(contact -> contact.state() != State.ERASED)
                        .map(contact -> chosen(tx, contact)))
                : Optional.empty();
    }

    /** By an e-mail address, for staff's programs. */
    public Optional<Chosen> byEmail(Personal email) {
        return EmailAddress.normal(email.value())
                .flatMap(address ->
                        transactions.read(tx -> ContactsTable.byAddress(tx, Channel.EMAIL, List.of(address)).stream()
                                .findFirst()
                                .map(contact -> chosen(tx, contact))));
    }

    private static Chosen chosen(Tx tx, Contact contact) {
        Map<Milestone, Boolean> milestones =
                ChoicesTable.of(tx, List.of(contact.id())).getOrDefault(contact.id(), Map.of());
        return new Chosen(contact, new NoticeChoice(contact.language(), contact.zone(), contact.quiet(), milestones));
    }

    /** Makes this the contact's choice; false if somebody changed it since it was looked at. */
    public boolean choose(Contact seen, NoticeChoice choice) {
        return transactions.write(tx -> choose(tx, seen, choice));
    }

    private static boolean choose(Tx tx, Contact seen, NoticeChoice choice) {
        Contact changed = new Contact(
                seen.id(),
                seen.channel(),
                seen.address(),
                choice.language(),
                choice.zone(),
                choice.quiet(),
                seen.state(),
                seen.token(),
                seen.softBounces(),
                seen.keyOne(),
                seen.keyTwo(),
                seen.source(),
                seen.version());
        if (!ContactsTable.update(tx, changed)) {
            return false;
        }
        ChoicesTable.put(tx, seen.id(), choice.milestones());
        return true;
    }

    /** Nothing goes to this contact any more, by its owner's will (RFC 8058). False if nobody has this token. */
    public boolean stop(String token) {
        if (!Tokens.isToken(token)) {
            return false;
        }
        return transactions.write(tx -> {
            Optional<Contact> contact = ContactsTable.byToken(tx, new Personal(token));
            contact.ifPresent(known -> {
                ContactsTable.close(tx, known.id(), State.STOPPED);
                Audit.record(tx, Viewer.system(), "notice.stopped", "contact:" + known.id(), "by its owner", now());
            });
            return contact.isPresent();
        });
    }

    /**
     * Has an e-mail address told of the parcel of a page; one whose owner wanted no more stays untold.
     *
     * @return the contact's token; empty if there is no such parcel, the address is none, or ten follow it already
     */
    public Optional<Personal> followByEmail(String link, Personal email) {
        return EmailAddress.normal(email.value())
                .flatMap(address ->
                        follow(link, Channel.EMAIL, new Personal(address), Optional.empty(), Optional.empty()));
    }

    /**
     * As above, of a browser.
     *
     * @param endpoint the push service's URL for it
     * @param key its public key, base64url
     * @param auth its authentication secret, base64url
     */
    public Optional<Personal> followByPush(String link, Personal endpoint, Personal key, Personal auth) {
        try {
            URI url = URI.create(endpoint.value());
            byte[] unused = PushCipher.encrypt(
                    new byte[0],
                    java.util.Base64.getUrlDecoder().decode(key.value()),
                    java.util.Base64.getUrlDecoder().decode(auth.value()));
            return hosts.problem(url).isPresent()
                    ? Optional.empty()
                    : follow(link, Channel.PUSH, endpoint, Optional.of(key), Optional.of(auth));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Personal> follow(
            String link, Channel channel, Personal address, Optional<Personal> keyOne, Optional<Personal> keyTwo) {
        return transactions.write(tx -> {
            Optional<ParcelId> parcel = ParcelFactsTable.byLink(tx, link);
            if (parcel.isEmpty() || FollowsTable.count(tx, parcel.get()) >= MOST_FOLLOWERS) {
                return Optional.empty();
            }
            Contact contact = put(tx, channel, address, keyOne, keyTwo, Optional.empty());
            if (keyOne.isPresent()) {
                // nobody but the browser knows its subscription; an address may be typed in by anyone, so its owner's
                // no stands
                ContactsTable.keys(tx, contact.id(), keyOne, keyTwo);
                ContactsTable.reopen(tx, contact.id());
            }
            FollowsTable.add(tx, parcel.get(), contact.id());
            return Optional.of(contact.token());
        });
    }

    private Contact put(
            Tx tx,
            Channel channel,
            Personal address,
            Optional<Personal> keyOne,
            Optional<Personal> keyTwo,
            Optional<String> source) {
        Instant now = now();
        NewContact fresh =
                new NewContact(TimeOrderedIds.next(now), channel, address, Tokens.next(), keyOne, keyTwo, source);
        var unused = ContactsTable.insert(tx, List.of(fresh), now.toEpochMilli());
        return ContactsTable.byAddress(tx, channel, List.of(address.value())).get(0);
    }

    /** Nothing is left of this address; belongs in the transaction that erases its owner. */
    public static void forget(Tx tx, Personal email) {
        EmailAddress.normal(email.value())
                .flatMap(address -> ContactsTable.byAddress(tx, Channel.EMAIL, List.of(address)).stream()
                        .findFirst())
                .ifPresent(contact -> {
                    ContactsTable.erase(tx, contact.id());
                    NoticesTable.forget(tx, contact.id());
                });
    }

    /** What became of a message from a mailbox. */
    public enum Report {
        /** None about a notice of ours: whoever reads the mailbox goes on with it. */
        NOT_OURS,
        /** Noted. */
        NOTED
    }

    /**
     * Takes a report of non-delivery (RFC 3464).
     *
     * @param message as it is in the mailbox, headers first
     */
    public Report returned(byte[] message) {
        Optional<DeliveryReport> report = DeliveryReport.parse(message);
        return report.map(found -> transactions.write(tx -> NoticesTable.byRef(tx, found.ref())
                        .map(notice -> noted(tx, notice, found))
                        .orElse(Report.NOT_OURS)))
                .orElse(Report.NOT_OURS);
    }

    private static Report noted(Tx tx, Notice notice, DeliveryReport report) {
        if (report.action().equals("failed") && notice.state() != NoticeState.BOUNCED) {
            NoticesTable.bounced(tx, notice.id(), report.status());
            Outcome.Kind meaning = SmtpReply.ofStatus(report.status());
            ContactsTable.byId(tx, List.of(notice.contact())).forEach(contact -> {
                int soft = contact.softBounces() + 1;
                ContactsTable.softBounces(tx, contact.id(), soft);
                if (meaning == Outcome.Kind.NOBODY_THERE || soft >= MOST_SOFT_BOUNCES) {
                    ContactsTable.close(tx, contact.id(), State.BOUNCED);
                }
            });
        }
        return Report.NOTED;
    }

    /** A partner's receiver; the secret is shown when it is new. */
    public record Webhook(UUID id, String url, Optional<String> source, State state, Optional<Personal> secret) {}

    /**
     * Adds a receiver, which is told everything of a source's parcels.
     *
     * @param source empty for every source
     * @throws IllegalArgumentException for a URL that must not be told anything, or beyond 200 receivers
     */
    public Webhook addWebhook(URI url, Optional<String> source, Viewer who) {
        hosts.problem(url).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return transactions.write(tx -> {
            boolean known = !ContactsTable.byAddress(tx, Channel.WEBHOOK, List.of(url.toString()))
                    .isEmpty();
            if (known || ContactsTable.webhooks(tx, MOST_WEBHOOKS).size() == MOST_WEBHOOKS) {
                throw new IllegalArgumentException(
                        known ? "is there already: expected another" : "beyond " + MOST_WEBHOOKS + " webhooks");
            }
            Personal secret = WebhookSignature.newSecret();
            Contact contact = put(
                    tx, Channel.WEBHOOK, new Personal(url.toString()), Optional.of(secret), Optional.empty(), source);
            Audit.record(tx, who, "webhook.added", "webhook:" + contact.id(), "host " + url.getHost(), now());
            return webhook(contact, Optional.of(secret));
        });
    }

    public List<Webhook> webhooks() {
        return transactions.read(tx -> ContactsTable.webhooks(tx, MOST_WEBHOOKS).stream()
                .map(contact -> webhook(contact, Optional.empty()))
                .toList());
    }

    /** A new secret; what goes out is signed with the one before, too, until the next. Opens a receiver that was closed. */
    public Optional<Webhook> rotate(UUID id, Viewer who) {
        return transactions.write(tx -> find(tx, id).map(contact -> {
            Personal secret = WebhookSignature.newSecret();
            ContactsTable.keys(tx, id, Optional.of(secret), contact.keyOne());
            ContactsTable.reopen(tx, id);
            Audit.record(tx, who, "webhook.secret-changed", "webhook:" + id, "", now());
            return webhook(contact, Optional.of(secret));
        }));
    }

    /** False if there is none. */
    public boolean removeWebhook(UUID id, Viewer who) {
        return transactions.write(tx -> {
            Optional<Contact> contact = find(tx, id);
            contact.ifPresent(known -> {
                ContactsTable.erase(tx, id);
                Audit.record(tx, who, "webhook.removed", "webhook:" + id, "", now());
            });
            return contact.isPresent();
        });
    }

    private static Optional<Contact> find(Tx tx, UUID id) {
        return ContactsTable.byId(tx, List.of(id)).stream()
                .filter(contact -> contact.channel() == Channel.WEBHOOK && contact.state() != State.ERASED)
                .findFirst();
    }

    private static Webhook webhook(Contact contact, Optional<Personal> secret) {
        return new Webhook(contact.id(), contact.address().value(), contact.source(), contact.state(), secret);
    }

    private Instant now() {
        return clock.instant();
    }
}
