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

    @Override
    public int erase(Tx tx, Set<CustomerId> customers, Instant now) {
        return customers.stream()
                .mapToInt(customer -> LinksTable.forget(tx, customer)
                        + OperationsTable.forget(tx, customer)
                        + ConflictsTable.erase(tx, customer))
                .sum();
    }
}
