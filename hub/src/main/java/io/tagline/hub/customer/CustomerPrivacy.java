package io.tagline.hub.customer;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.CustomerConflictException.Reason;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is held on a person: shown, or forgotten. Both cover the customer and all that turned out to be it, here and in every part
 * that keeps something of persons. Safe for any thread.
 */
public final class CustomerPrivacy {
    private final Transactions transactions;
    private final KeyedHash hashes;
    private final InstantSource clock;
    private final List<PersonalRecords> others;

    /** @param others the parts that keep something of persons beside what is kept here */
    public CustomerPrivacy(
            Transactions transactions, KeyedHash hashes, InstantSource clock, List<PersonalRecords> others) {
        this.transactions = transactions;
        this.hashes = hashes;
        this.clock = clock;
        this.others = List.copyOf(others);
    }

    /** What came of an erasure: how many rows something was taken out of, by part. */
    public record Erased(CustomerView customer, Map<String, Integer> rows) {
        public Erased {
            rows = Map.copyOf(rows);
        }
    }

    /**
     * All that is held, as it stands at one moment; written down in the audit log before it is handed out. Empty if there is no such
     * customer.
     */
    public Optional<CustomerExport> export(Viewer who, CustomerId id) {
        Optional<CustomerExport> export = transactions.read(tx -> read(tx, id));
        // a write of its own: what a customer of years has had done to it takes longer to read than anybody may wait
        // for the writer
        export.ifPresent(all -> transactions.write(tx -> {
            Audit.record(
                    tx,
                    who,
                    "customer.exported",
                    Customers.subject(id),
                    all.customers().size() + " references",
                    clock.instant());
            return true;
        }));
        return export;
    }

    private Optional<CustomerExport> read(Tx tx, CustomerId id) {
        if (Customers.byId(tx, id).isEmpty()) {
            return Optional.empty();
        }
        List<CustomerId> family = Customers.family(tx, id);
        Map<String, List<?>> records = new LinkedHashMap<>();
        others.forEach(part -> records.put(part.name(), part.export(tx, new LinkedHashSet<>(family))));
        List<CustomerExport.Held> held = new ArrayList<>();
        Customers.views(tx, family)
                .forEach(view -> held.add(new CustomerExport.Held(view, SegmentSpansTable.of(tx, view.id()))));
        return Optional.of(new CustomerExport(held, records));
    }

    /**
     * Forgets the person, for good: no name, no address, no number, and a pseudonym instead of the reference. What happened to parcels
     * stays. What still comes for the old reference is taken without what it says of the person. Again, it changes nothing.
     *
     * @throws CustomerConflictException if there is no such customer, or it was merged into another, which is to be erased then
     */
    public Erased erase(Viewer who, CustomerId id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return transactions.write(tx -> {
            others.forEach(part -> part.begin(tx));
            CustomerRecord record = new CustomerRecord(tx, now);
            CustomerView standing = record.own(id);
            if (standing.mergedInto().isPresent()) {
                throw new CustomerConflictException(
                        Reason.MERGED,
                        "customer " + id + " was merged into "
                                + standing.mergedInto().get() + ": expected that one, or the merge taken back before");
            }
            Map<String, Integer> rows = new LinkedHashMap<>();
            if (standing.erasedAt().isEmpty()) {
                Set<CustomerId> family = new LinkedHashSet<>(Customers.family(tx, id));
                CustomersTable.own(tx, family);
                others.forEach(part -> rows.put(part.name(), part.erase(tx, family, now)));
                rows.put("customers", own(tx, family, record, now));
                Audit.record(tx, who, "customer.erased", Customers.subject(id), rows.toString(), now);
            }
            return new Erased(Customers.byId(tx, id).orElseThrow(), rows);
        });
    }

    private int own(Tx tx, Set<CustomerId> family, CustomerRecord record, Instant now) {
        int erased = 0;
        for (CustomerView view : Customers.views(tx, List.copyOf(family))) {
            if (view.erasedAt().isEmpty()) {
                ContactPointsTable.erase(tx, view.id());
                PreferencesTable.erase(tx, view.id());
                CustomerWordsTable.erase(tx, view.id());
                CustomersTable.erase(tx, view.id(), Pseudonym.of(hashes, view.source(), view.reference()), now);
                record.tell(view.id());
                erased++;
            }
        }
        return erased;
    }
}
