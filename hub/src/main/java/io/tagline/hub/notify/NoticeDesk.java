package io.tagline.hub.notify;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.Contact.State;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people were told, and what they chose: for pages and programs. Safe for any thread. */
public final class NoticeDesk {
    private static final int MOST_SHOWN = 200;

    private final Transactions transactions;
    private final InstantSource clock;

    public NoticeDesk(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
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

    /** By the id that notices name it by; people's only. */
    public Optional<Chosen> byId(UUID id) {
        return transactions.read(tx -> find(tx, id).map(contact -> chosen(tx, contact)));
    }

    private static Optional<Contact> find(Tx tx, UUID id) {
        return ContactsTable.byId(tx, List.of(id)).stream()
                .filter(contact -> contact.channel().reachesPeople() && contact.state() != State.ERASED)
                .findFirst();
    }

    private static Chosen chosen(Tx tx, Contact contact) {
        Map<Milestone, Boolean> milestones =
                ChoicesTable.of(tx, List.of(contact.id())).getOrDefault(contact.id(), Map.of());
        return new Chosen(contact, new NoticeChoice(contact.language(), contact.zone(), contact.quiet(), milestones));
    }

    /**
     * Makes this the contact's choice, whole.
     *
     * @param version that who changes it has seen
     * @return as it is now; empty if somebody changed it since, or it is not there
     */
    public Optional<Chosen> choose(UUID id, long version, NoticeChoice choice, Viewer who) {
        return transactions.write(tx -> find(tx, id)
                .filter(contact -> ContactsTable.choose(tx, contact.id(), version, choice))
                .flatMap(contact -> {
                    ChoicesTable.put(tx, id, choice.milestones());
                    Audit.record(tx, who, "notice.chosen", "contact:" + id, "", clock.instant());
                    return find(tx, id);
                })
                .map(contact -> chosen(tx, contact)));
    }

    /** Nothing goes to this contact any more, by its owner's will (RFC 8058). False if nobody has this token. */
    public boolean stop(String token) {
        if (!Tokens.isToken(token)) {
            return false;
        }
        return transactions.write(tx -> {
            Optional<Contact> contact =
                    ContactsTable.byToken(tx, new Personal(token)).filter(known -> known.state() != State.ERASED);
            contact.filter(known -> known.state() == State.OPEN).ifPresent(known -> {
                MailConsent.close(tx, known, State.STOPPED, clock.instant());
                Audit.record(
                        tx,
                        Viewer.system(),
                        "notice.stopped",
                        "contact:" + known.id(),
                        "by its owner",
                        clock.instant());
            });
            return contact.isPresent();
        });
    }
}
