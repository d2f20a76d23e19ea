package io.tagline.hub.customer;

import io.tagline.hub.customer.CustomerConflictException.Reason;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes what is kept of customers, with the words that they are found by, and tells of it. Confined to its transaction. */
final class CustomerRecord {
    private final Tx tx;
    private final Instant now;

    CustomerRecord(Tx tx, Instant now) {
        this.tx = tx;
        this.now = now;
    }

    /** A row of which nothing else is known yet: its version is 0 until something is written. */
    CustomerView insert(String source, String reference, PartyRole role) {
        CustomerId id = new CustomerId(TimeOrderedIds.next(now));
        CustomersTable.insert(tx, id, source, reference, role, now);
        return CustomersTable.find(tx, id).orElseThrow();
    }

    /**
     * The customer as it stands, which nobody else changes until the transaction ends.
     *
     * @throws CustomerConflictException if there is none
     */
    CustomerView own(CustomerId id) {
        CustomersTable.own(tx, List.of(id));
        return CustomersTable.find(tx, id)
                .orElseThrow(() -> new CustomerConflictException(
                        Reason.MISSING, "customer \"" + id + "\": expected the id of a customer"));
    }

    /** Refuses to change who is another by now, or nobody. */
    void requireOpen(CustomerView customer) {
        Optional<CustomerId> into = customer.mergedInto();
        if (into.isPresent()) {
            throw new CustomerConflictException(
                    Reason.MERGED,
                    "customer " + customer.id() + " was merged into " + into.get() + ": expected a change of that one");
        }
        if (customer.erasedAt().isPresent()) {
            throw new CustomerConflictException(
                    Reason.ERASED,
                    "customer " + customer.id() + " was erased at "
                            + customer.erasedAt().get() + ": expected no more changes");
        }
    }

    void requireVersion(CustomerView customer, OptionalInt version) {
        if (version.isPresent() && version.getAsInt() != customer.version()) {
            throw new CustomerConflictException(
                    Reason.STALE,
                    "customer " + customer.id() + " has version " + customer.version() + ", not " + version.getAsInt()
                            + ": expected a change of what is there now");
        }
    }

    /** Makes it so; says what that changed, by the names of the fields. */
    List<String> write(CustomerView standing, CustomerDocument wanted) {
        CustomerDocument before = standing.document();
        CustomerDocument after = wanted.withContacts(keptVerified(standing.contacts(), wanted.contacts()));
        List<String> changed = differences(before, after);
        if (changed.isEmpty() && standing.version() > 0) {
            return changed;
        }
        CustomersTable.update(tx, standing.id(), after, now);
        if (!before.contacts().equals(after.contacts())) {
            ContactPointsTable.put(tx, standing.id(), after.contacts());
        }
        if (!before.preferences().equals(after.preferences())) {
            PreferencesTable.put(tx, standing.id(), after.preferences());
        }
        if (!before.segment().equals(after.segment())) {
            SegmentSpansTable.change(tx, standing.id(), after.segment(), now);
        }
        CustomerWordsTable.put(tx, standing.id(), CustomerWords.of(standing.reference(), after));
        tell(standing.id());
        return changed;
    }

    /** Nobody verifies by saying so: what was verified is, what is new is not. */
    private static List<ContactPoint> keptVerified(List<ContactPoint> known, List<ContactPoint> wanted) {
        return wanted.stream()
                .map(point -> new ContactPoint(
                        point.channel(),
                        point.value(),
                        point.normal(),
                        known.stream().filter(point::leadsTo).findFirst().flatMap(ContactPoint::verifiedAt)))
                .toList();
    }

    private static List<String> differences(CustomerDocument before, CustomerDocument after) {
        List<String> changed = new ArrayList<>();
        note(changed, "name", before.name(), after.name());
        note(changed, "segment", before.segment(), after.segment());
        note(changed, "roles", before.roles(), after.roles());
        note(changed, "stage", before.stage(), after.stage());
        note(changed, "contacts", before.contacts(), after.contacts());
        note(changed, "preferences", before.preferences(), after.preferences());
        return changed;
    }

    private static void note(List<String> changed, String field, Object before, Object after) {
        if (!before.equals(after)) {
            changed.add(field);
        }
    }

    /** Something beside the customer's own fields changed. */
    void touched(CustomerId id) {
        CustomersTable.touch(tx, id, now);
        tell(id);
    }

    /** Told to those who act on it; the change is made once, in this transaction, so any new word tells it from others. */
    void tell(CustomerId id) {
        Happenings.append(
                tx,
                Happening.of(
                        Kind.CUSTOMER_CHANGED,
                        Optional.of(id),
                        Optional.empty(),
                        Customers.subject(id),
                        TimeOrderedIds.next(now).toString(),
                        now));
    }
}
