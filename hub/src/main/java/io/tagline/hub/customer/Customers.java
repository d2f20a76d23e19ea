package io.tagline.hub.customer;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.CustomerConflictException.Reason;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.DataRefusedException;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Whom the post works for: looked up by pages, API and the counter, changed by staff and programs, and told of by orders. Safe for
 * any thread.
 */
public final class Customers {
    private static final int MOST_ALIKE = 20;
    private static final int MOST_REACHED = 50;

    private final Transactions transactions;
    private final ContactForms forms;
    private final KeyedHash hashes;
    private final InstantSource clock;

    public Customers(Transactions transactions, ContactForms forms, KeyedHash hashes, InstantSource clock) {
        this.transactions = transactions;
        this.forms = forms;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** What ways of writing addresses and numbers come to. */
    public ContactForms forms() {
        return forms;
    }

    /** The customer of this id. */
    public Optional<CustomerView> byId(CustomerId id) {
        return transactions.read(tx -> byId(tx, id));
    }

    /** As above, in the caller's transaction. */
    public static Optional<CustomerView> byId(Tx tx, CustomerId id) {
        return CustomersTable.find(tx, id);
    }

    /** The customer of this source and reference. */
    public Optional<CustomerView> byReference(String source, String reference) {
        return transactions.read(tx -> byReference(tx, source, reference));
    }

    /** As above, in the caller's transaction; also one whose reference was taken out, so that it stays so. */
    public Optional<CustomerView> byReference(Tx tx, String source, String reference) {
        return CustomersTable.idOf(tx, source, reference)
                .or(() -> CustomersTable.idOf(tx, source, Pseudonym.of(hashes, source, reference)))
                .flatMap(id -> CustomersTable.find(tx, id));
    }

    /**
     * Whoever is reached there, the newest first; of those who turned out to be one, that one. What is of no form at all reaches
     * nobody.
     *
     * @param text in any way of writing
     */
    public List<CustomerView> byContact(Channel channel, String text) {
        String normal;
        try {
            normal = forms.normal(channel, text);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        return transactions.read(tx -> byContact(tx, channel, normal));
    }

    /** As above, in the caller's transaction, by the normal form. */
    public static List<CustomerView> byContact(Tx tx, Channel channel, String normal) {
        return views(tx, roots(tx, ContactPointsTable.reached(tx, channel, normal, MOST_REACHED)));
    }

    /**
     * Who may be let in by what is sent there. Unlike {@link #byContact}, which finds: the source of a customer who was merged goes on
     * writing into that one, and must not open another source's customer by it. So of those merged an address counts once it was
     * verified, and one that was not opens nobody who has become several sources' customer, unless each of these says the same.
     *
     * @param mostOfOneSource where more of one source have it unverified, it is the source's own
     */
    public static List<CustomerView> owners(Tx tx, Channel channel, String normal, int mostOfOneSource) {
        Set<CustomerId> roots = new LinkedHashSet<>();
        for (ContactPointsTable.Owner owner :
                ContactPointsTable.owners(tx, channel, normal, mostOfOneSource, MOST_REACHED)) {
            if (owner.verified() || allSay(tx, owner.customer(), channel, normal)) {
                roots.add(root(tx, owner.customer()));
            }
        }
        return views(tx, List.copyOf(roots));
    }

    private static boolean allSay(Tx tx, CustomerId id, Channel channel, String normal) {
        List<CustomerId> ids = family(tx, id);
        if (ids.size() == 1) {
            return true;
        }
        List<CustomerView> family = views(tx, ids);
        return family.stream()
                .filter(one -> one.erasedAt().isEmpty()
                        && !one.source().equals(family.get(0).source()))
                .allMatch(one -> one.contacts().stream()
                        .anyMatch(point -> point.channel() == channel
                                && point.normal().value().equals(normal)));
    }

    /** As {@link #root(Tx, CustomerId)}, in a transaction of its own. */
    public CustomerId root(CustomerId id) {
        return transactions.read(tx -> root(tx, id));
    }

    /** Whether a customer, or one that turned out to be the same, is reached there; false for what is of no form at all. */
    public boolean isReached(CustomerId customer, Channel channel, String text) {
        String normal;
        try {
            normal = forms.normal(channel, text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return transactions.read(tx -> isReached(tx, customer, channel, normal));
    }

    /** As above, in the caller's transaction, by the normal form. */
    public static boolean isReached(Tx tx, CustomerId customer, Channel channel, String normal) {
        CustomerId root = root(tx, customer);
        return byContact(tx, channel, normal).stream()
                .anyMatch(found -> found.id().equals(root));
    }

    /** A customer with what belongs to it. */
    public Optional<CustomerFile> file(CustomerId id) {
        return transactions.read(tx -> byId(tx, id).map(customer -> file(tx, customer)));
    }

    private static CustomerFile file(Tx tx, CustomerView customer) {
        List<CustomerId> family = family(tx, customer.id());
        List<CustomerView> merged = views(tx, family.subList(1, family.size()));
        return new CustomerFile(
                customer, merged, SegmentSpansTable.of(tx, customer.id()), alike(tx, customer, new HashSet<>(family)));
    }

    private static List<CustomerView> alike(Tx tx, CustomerView customer, Set<CustomerId> family) {
        Set<CustomerId> found = new LinkedHashSet<>();
        for (ContactPoint point : customer.contacts()) {
            // families share an address
            if (point.channel() != Channel.POSTAL) {
                found.addAll(roots(
                        tx,
                        ContactPointsTable.reached(
                                tx, point.channel(), point.normal().value(), MOST_REACHED)));
            }
        }
        found.removeAll(family);
        customer.mergedInto().flatMap(into -> CustomersTable.root(tx, into)).ifPresent(found::remove);
        return views(tx, found.stream().limit(MOST_ALIKE).toList());
    }

    /** This customer and all that turned out to be it, itself first: whose orders and cases are its own. */
    public static List<CustomerId> family(Tx tx, CustomerId id) {
        return CustomersTable.family(tx, id);
    }

    /** The one that this one turned out to be, in the end; itself as long as it did not. */
    public static CustomerId root(Tx tx, CustomerId id) {
        return CustomersTable.root(tx, id).orElse(id);
    }

    private static List<CustomerId> roots(Tx tx, List<CustomerId> ids) {
        Set<CustomerId> roots = new LinkedHashSet<>();
        ids.forEach(id -> roots.add(root(tx, id)));
        return List.copyOf(roots);
    }

    static List<CustomerView> views(Tx tx, List<CustomerId> ids) {
        List<CustomerView> views = new ArrayList<>(ids.size());
        ids.forEach(id -> CustomersTable.find(tx, id).ifPresent(views::add));
        return views;
    }

    /**
     * Takes what an order says; what it does not say stays as it was, and so does what orders of this source have said before: people
     * or a CRM may have put it right since. A new address or number comes before those that are known. Of who was erased nothing is
     * taken. In the caller's transaction.
     *
     * @param role what the customer is in this order
     * @param country where a telephone number is written without one
     */
    public CustomerId put(
            Tx tx, String source, CustomerDetails details, PartyRole role, Optional<String> country, Instant now) {
        CustomerRecord record = new CustomerRecord(tx, now);
        CustomerView standing = byReference(tx, source, details.reference())
                .orElseGet(() -> record.insert(source, details.reference(), role));
        if (standing.erasedAt().isPresent()) {
            return standing.id();
        }
        Said saying = Said.of(hashes, standing.id(), details);
        Said known = CustomersTable.said(tx, standing.id());
        if (!known.and(saying).equals(known)
                || standing.version() == 0
                || !standing.roles().contains(role)) {
            CustomerView owned = record.own(standing.id());
            Said before = CustomersTable.said(tx, standing.id());
            record.write(owned, said(owned.document(), before.news(details, saying), role, country));
            CustomersTable.say(tx, standing.id(), before.and(saying));
        }
        return standing.id();
    }

    private CustomerDocument said(
            CustomerDocument standing, CustomerDetails details, PartyRole role, Optional<String> country) {
        Set<PartyRole> roles = new HashSet<>(standing.roles());
        roles.add(role);
        CustomerDocument said = standing.withRoles(roles);
        if (details.name().isPresent()) {
            said = said.withName(details.name());
        }
        if (details.segment().isPresent()) {
            said = said.withSegment(details.segment());
        }
        if (details.phone().isPresent()) {
            said = said.using(forms.anyPoint(Channel.PHONE, details.phone().get(), country));
        }
        if (details.email().isPresent()) {
            said = said.using(forms.anyPoint(Channel.EMAIL, details.email().get(), country));
        }
        return said;
    }

    /** A customer as it is now, and whether that made it. */
    public record Created(CustomerView customer, boolean isNew) {}

    /**
     * Makes a customer; the same again changes nothing.
     *
     * @throws CustomerConflictException if one of this reference is there and different
     */
    public Created create(Viewer who, String source, String reference, CustomerDocument document) {
        try {
            return transactions.write(tx -> create(tx, who, source, reference, document));
        } catch (DataRefusedException e) {
            // made by another meanwhile, which is there to be seen now
            return transactions.write(tx -> create(tx, who, source, reference, document));
        }
    }

    /** As above, in the caller's transaction. */
    public Created create(Tx tx, Viewer who, String source, String reference, CustomerDocument document) {
        Instant now = now();
        Optional<CustomerView> standing = byReference(tx, source, reference);
        if (standing.isPresent()) {
            if (standing.get().document().equals(document)) {
                return new Created(standing.get(), false);
            }
            throw new CustomerConflictException(
                    standing.get().erasedAt().isPresent() ? Reason.ERASED : Reason.EXISTS,
                    "customer " + source + "/\"" + reference + "\" is there already, as "
                            + standing.get().id()
                            + (standing.get().erasedAt().isPresent()
                                    ? ", and was erased: expected another reference"
                                    : ", and different: expected a change of that one"));
        }
        CustomerRecord record = new CustomerRecord(tx, now);
        CustomerView made = record.insert(source, reference, PartyRole.PAYER);
        record.write(made, document);
        Audit.record(tx, who, "customer.created", subject(made.id()), "", now);
        return new Created(byId(tx, made.id()).orElseThrow(), true);
    }

    /**
     * Makes a customer what the document says. An address or number that is kept stays verified.
     *
     * @param version that who changes it has seen; none where nobody looked before
     * @throws CustomerConflictException if it has another version by now, was merged or erased, or is not there
     */
    public CustomerView change(Viewer who, CustomerId id, OptionalInt version, CustomerDocument document) {
        return change(who, id, version, standing -> document);
    }

    /**
     * As above, where what is wanted depends on what stands.
     *
     * @param change what to make of what stands; called in the transaction
     */
    public CustomerView change(Viewer who, CustomerId id, OptionalInt version, UnaryOperator<CustomerDocument> change) {
        return transactions.write(tx -> change(tx, who, id, version, change, now()));
    }

    CustomerView change(Tx tx, Viewer who, CustomerId id, OptionalInt version, CustomerDocument document) {
        return change(tx, who, id, version, standing -> document, now());
    }

    /** As above, in the caller's transaction, whatever version it has. */
    CustomerView change(Tx tx, Viewer who, CustomerId id, UnaryOperator<CustomerDocument> change) {
        return change(tx, who, id, OptionalInt.empty(), change, now());
    }

    /** As above, in the caller's transaction. */
    public static CustomerView change(
            Tx tx,
            Viewer who,
            CustomerId id,
            OptionalInt version,
            UnaryOperator<CustomerDocument> change,
            Instant now) {
        CustomerRecord record = new CustomerRecord(tx, now);
        CustomerView standing = record.own(id);
        record.requireOpen(standing);
        record.requireVersion(standing, version);
        List<String> changed = record.write(standing, change.apply(standing.document()));
        if (!changed.isEmpty()) {
            Audit.record(tx, who, "customer.changed", subject(id), String.join(" ", changed), now);
        }
        return byId(tx, id).orElseThrow();
    }

    /** Nobody else changes the customer until the transaction ends. */
    public static void hold(Tx tx, CustomerId id) {
        CustomersTable.own(tx, List.of(id));
    }

    /**
     * Notes that the customer is reached there.
     *
     * @throws CustomerConflictException if the customer has no such address or number
     */
    public CustomerView verified(Viewer who, CustomerId id, Channel channel, String text) {
        return transactions.write(tx -> {
            Instant now = now();
            CustomerRecord record = new CustomerRecord(tx, now);
            record.requireOpen(record.own(id));
            if (!ContactPointsTable.verified(tx, id, forms.point(channel, text, Optional.empty()), now)) {
                throw new CustomerConflictException(
                        Reason.MISSING,
                        "customer " + id + " has no such " + channel.code() + " contact: expected one of those kept");
            }
            record.touched(id);
            Audit.record(tx, who, "customer.verified", subject(id), channel.code(), now);
            return byId(tx, id).orElseThrow();
        });
    }

    /** Tells that something beside the fields of those who are reached there is different, such as whether notices go there. */
    public static void tellOwners(Tx tx, Channel channel, String normal, Instant now) {
        CustomerRecord record = new CustomerRecord(tx, now.truncatedTo(ChronoUnit.MILLIS));
        byContact(tx, channel, normal).forEach(customer -> record.tell(customer.id()));
    }

    static String subject(CustomerId id) {
        return "customer:" + id;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
