package io.tagline.hub.crm;

import io.tagline.hub.customer.PersonalRecords;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What is kept of persons to keep CRMs in step: which records there are theirs, and what of them waits for somebody. Stateless. */
public final class CrmRecords implements PersonalRecords {

    /** A record of a CRM. */
    public record Held(String crm, String model, String record, Instant writtenAt) {}

    /** Whether a CRM has a record of this, as far as we know. */
    public static boolean isAt(Tx tx, String crm, Target target) {
        return LinksTable.find(tx, crm, target).isPresent();
    }

    @Override
    public String name() {
        return "crm";
    }

    @Override
    public List<Held> export(Tx tx, Set<CustomerId> customers) {
        return customers.stream()
                .flatMap(customer -> LinksTable.held(tx, customer).stream())
                .toList();
    }

    /** What comes from a CRM just now is taken in before, or finds nobody any more. */
    @Override
    public void begin(Tx tx) {
        StatesTable.crms(tx).forEach(crm -> {
            var unused = StatesTable.hold(tx, crm);
        });
    }

    @Override
    public int erase(Tx tx, Set<CustomerId> customers, Instant now) {
        return customers.stream()
                .mapToInt(customer -> InboxTable.forget(tx, customer)
                        + LinksTable.forget(tx, customer)
                        + OperationsTable.forget(tx, customer)
                        + ConflictsTable.erase(tx, customer))
                .sum();
    }
}
