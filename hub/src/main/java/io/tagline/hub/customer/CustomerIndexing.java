package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.DataRefusedException;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After an upgrade: has customers of an older hub found by name, number and address, as those are that come in today. What is left to do
 * is in the store, so it goes on where it was stopped. Confined to one thread.
 */
public final class CustomerIndexing {
    private static final Logger log = LoggerFactory.getLogger(CustomerIndexing.class);
    /** In one transaction: 25 ms on SQLite, with a dozen words each. */
    private static final int AT_ONCE = 50;

    private final Transactions transactions;
    private final ContactForms forms;

    public CustomerIndexing(Transactions transactions, ContactForms forms) {
        this.transactions = transactions;
        this.forms = forms;
    }

    /** Deals with the next few; how many, 0 once there are no more. */
    public int look() {
        List<CustomerId> next = transactions.read(tx -> CustomersToIndexTable.next(tx, AT_ONCE));
        if (next.isEmpty()) {
            return 0;
        }
        try {
            index(next);
        } catch (DataRefusedException | IllegalArgumentException | IllegalStateException e) {
            next.forEach(this::indexAlone);
        }
        return next.size();
    }

    private void index(List<CustomerId> customers) {
        boolean unused = transactions.write(tx -> {
            CustomersTable.own(tx, customers);
            customers.forEach(id -> index(tx, id));
            return true;
        });
    }

    /** One that an old hub has left in no state to be read must not keep the others from being found. */
    private void indexAlone(CustomerId id) {
        try {
            index(List.of(id));
        } catch (DataRefusedException | IllegalArgumentException | IllegalStateException e) {
            log.atError()
                    .addKeyValue("customer", id)
                    .setCause(e)
                    .log("customer of an older hub is found by reference alone until it is put again");
            boolean unused = transactions.write(tx -> {
                CustomersToIndexTable.done(tx, id);
                return true;
            });
        }
    }

    private void index(Tx tx, CustomerId id) {
        Optional<CustomerView> known =
                CustomersTable.find(tx, id).filter(view -> view.erasedAt().isEmpty());
        if (known.isPresent()) {
            CustomerView view = known.get();
            List<ContactPoint> contacts = inTodaysForm(view.contacts());
            if (!contacts.equals(view.contacts())) {
                ContactPointsTable.put(tx, id, contacts);
            }
            CustomerWordsTable.put(
                    tx, id, CustomerWords.of(view.reference(), view.document().withContacts(contacts)));
        }
        CustomersToIndexTable.done(tx, id);
    }

    /** Two ways to write one address may be one by now; who was verified stays so. */
    private List<ContactPoint> inTodaysForm(List<ContactPoint> contacts) {
        Map<String, ContactPoint> byForm = new LinkedHashMap<>();
        for (ContactPoint point : contacts) {
            ContactPoint now = forms.anyPoint(point.channel(), point.value(), Optional.empty());
            ContactPoint same = new ContactPoint(point.channel(), point.value(), now.normal(), point.verifiedAt());
            byForm.merge(
                    point.channel().code() + " " + now.normal().value(),
                    same,
                    (first, second) -> first.verifiedAt().isPresent() ? first : second);
        }
        return new ArrayList<>(byForm.values());
    }
}
