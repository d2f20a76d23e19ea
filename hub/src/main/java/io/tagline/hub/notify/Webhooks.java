package io.tagline.hub.notify;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.Contact.State;
import io.tagline.hub.notify.ContactsTable.NewContact;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.webhook.PublicHosts;
import io.tagline.hub.webhook.WebhookSignature;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Partners' programs that are told of parcels. Safe for any thread. */
public final class Webhooks {
    private static final int MOST = 200;

    private final Transactions transactions;
    private final PublicHosts hosts;
    private final InstantSource clock;

    /** @param allowPrivate whether receivers may be in a private network */
    public Webhooks(Transactions transactions, boolean allowPrivate, InstantSource clock) {
        this.transactions = transactions;
        this.hosts = new PublicHosts(allowPrivate);
        this.clock = clock;
    }

    /** A partner's receiver; the secret is shown when it is new. */
    public record Webhook(UUID id, String url, Optional<String> source, State state, Optional<Personal> secret) {}

    /**
     * Adds a receiver, which is told everything of a source's parcels.
     *
     * @param source empty for every source
     * @throws IllegalArgumentException for a URL that must not be told anything, or beyond 200 receivers
     */
    public Webhook add(URI url, Optional<String> source, Viewer who) {
        hosts.problem(url).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return transactions.write(tx -> {
            boolean known = !ContactsTable.byAddress(tx, Channel.WEBHOOK, List.of(url.toString()))
                    .isEmpty();
            if (known || ContactsTable.webhooks(tx, MOST).size() == MOST) {
                throw new IllegalArgumentException(
                        known ? "is there already: expected another" : "beyond " + MOST + " webhooks");
            }
            Instant now = clock.instant();
            Personal secret = WebhookSignature.newSecret();
            UUID id = TimeOrderedIds.next(now);
            NewContact fresh = new NewContact(
                    id,
                    Channel.WEBHOOK,
                    new Personal(url.toString()),
                    Tokens.next(),
                    Optional.of(secret),
                    Optional.empty(),
                    source);
            var unused = ContactsTable.insert(tx, List.of(fresh), now.toEpochMilli());
            Audit.record(tx, who, "webhook.added", "webhook:" + id, "host " + url.getHost(), now);
            return new Webhook(id, url.toString(), source, State.OPEN, Optional.of(secret));
        });
    }

    /** Oldest first. */
    public List<Webhook> all() {
        return transactions.read(tx -> ContactsTable.webhooks(tx, MOST).stream()
                .map(contact -> webhook(contact, contact.state(), Optional.empty()))
                .toList());
    }

    /** A new secret; what goes out is signed with the one before, too, until the next. Opens a receiver that was closed. */
    public Optional<Webhook> rotate(UUID id, Viewer who) {
        return transactions.write(tx -> find(tx, id).map(contact -> {
            Personal secret = WebhookSignature.newSecret();
            ContactsTable.keys(tx, id, Optional.of(secret), contact.keyOne());
            ContactsTable.reopen(tx, id);
            Audit.record(tx, who, "webhook.secret-changed", "webhook:" + id, "", clock.instant());
            return webhook(contact, State.OPEN, Optional.of(secret));
        }));
    }

    /** False if there is none. */
    public boolean remove(UUID id, Viewer who) {
        return transactions.write(tx -> {
            Optional<Contact> contact = find(tx, id);
            contact.ifPresent(known -> {
                ContactsTable.erase(tx, id);
                Audit.record(tx, who, "webhook.removed", "webhook:" + id, "", clock.instant());
            });
            return contact.isPresent();
        });
    }

    private static Optional<Contact> find(Tx tx, UUID id) {
        return ContactsTable.byId(tx, List.of(id)).stream()
                .filter(contact -> contact.channel() == Channel.WEBHOOK && contact.state() != State.ERASED)
                .findFirst();
    }

    private static Webhook webhook(Contact contact, State state, Optional<Personal> secret) {
        return new Webhook(contact.id(), contact.address().value(), contact.source(), state, secret);
    }
}
