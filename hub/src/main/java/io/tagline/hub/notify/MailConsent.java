package io.tagline.hub.notify;

import io.tagline.hub.customer.Customers;
import io.tagline.hub.notify.Contact.State;
import io.tagline.hub.store.Tx;
import java.time.Instant;

/**
 * Whether anything goes to a contact. Of an e-mail address that is part of what is kept of its owners, so those who have them in their
 * own records, such as CRMs, are told of each change in its transaction.
 */
final class MailConsent {
    private MailConsent() {}

    /** Closes one that is open. */
    static void close(Tx tx, Contact contact, State state, Instant now) {
        if (ContactsTable.close(tx, contact.id(), state)) {
            tell(tx, contact, now);
        }
    }

    /** Opens it, as its owner asked. */
    static void reopen(Tx tx, Contact contact, Instant now) {
        ContactsTable.reopen(tx, contact.id());
        if (contact.state() != State.OPEN) {
            tell(tx, contact, now);
        }
    }

    private static void tell(Tx tx, Contact contact, Instant now) {
        if (contact.channel() == Channel.EMAIL) {
            Customers.tellOwners(
                    tx, io.tagline.hub.customer.Channel.EMAIL, contact.address().value(), now);
        }
    }
}
