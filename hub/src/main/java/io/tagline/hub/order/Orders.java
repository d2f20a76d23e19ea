package io.tagline.hub.order;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.order.OrderParcelsTable.ParcelRow;
import io.tagline.hub.order.OrderPut.Outcome;
import io.tagline.hub.order.OrdersTable.OrderRow;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.tagging.TagSpan;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Tracker;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Orders of other systems: put whole, as often as they like. Safe for any thread. */
public final class Orders {
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int LONGEST_REFERENCE = 100;

    private final Transactions transactions;
    private final Customers customers;
    private final Tracker tracker;
    private final LiveUpdates live;
    private final KeyedHash hashes;
    private final InstantSource clock;

    public Orders(
            Transactions transactions,
            Customers customers,
            Tracker tracker,
            LiveUpdates live,
            KeyedHash hashes,
            InstantSource clock) {
        this.transactions = transactions;
        this.customers = customers;
        this.tracker = tracker;
        this.live = live;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * Makes the order what the document says; the same again changes nothing. A parcel that is new gets a tracking link and the
     * scans that were held for its tag; one that is no longer in the document is retired.
     *
     * @param source system that the order comes from: 1 to 64 of a-z, 0-9 and hyphen
     * @param reference its number there, 1 to 100 characters
     * @throws OrderRefusedException for a source or reference of another form
     * @throws OrderConflictException if a tracking number or tag belongs to another order; then nothing has changed
     */
    public OrderPut put(String source, String reference, OrderDocument document)
            throws OrderConflictException, OrderRefusedException {
        return put(source, reference, document, OrderCondition.NONE);
    }

    /**
     * As above, if the order is as who puts it has seen it. The same again is no change, whatever it was before.
     *
     * @throws OrderStaleException if it is not; then nothing has changed
     */
    public OrderPut put(String source, String reference, OrderDocument document, OrderCondition condition)
            throws OrderConflictException, OrderRefusedException {
        return put(source, reference, document, condition, false, Optional.empty());
    }

    /** As above, by a member of staff: written down with the order. */
    public OrderPut put(Viewer who, String source, String reference, OrderDocument document, OrderCondition condition)
            throws OrderConflictException, OrderRefusedException {
        return put(source, reference, document, condition, false, Optional.of(who));
    }

    /** As above, or with nothing written: says what would have become of it. */
    OrderPut put(Viewer who, String source, String reference, OrderDocument document, boolean dryRun)
            throws OrderConflictException, OrderRefusedException {
        return put(source, reference, document, OrderCondition.NONE, dryRun, Optional.of(who));
    }

    private OrderPut put(
            String source,
            String reference,
            OrderDocument document,
            OrderCondition condition,
            boolean dryRun,
            Optional<Viewer> who)
            throws OrderConflictException, OrderRefusedException {
        requireNames(source, reference);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Put put = transactions.write(dryRun, tx -> {
            Put done = putIn(tx, source, reference, document, condition, who.orElse(Viewer.system()), now);
            boolean changed = done.result()
                    .filter(result -> result.outcome() != Outcome.UNCHANGED)
                    .isPresent();
            if (changed && who.isPresent()) {
                Audit.record(tx, who.get(), "order.changed", "order:" + source + "/" + reference, "", now);
            }
            return done;
        });
        if (!put.conflicts().isEmpty()) {
            throw new OrderConflictException(put.conflicts());
        }
        if (!dryRun) {
            live.tell(put.moved());
        }
        return put.result().orElseThrow();
    }

    /** Nobody else changes the order until the transaction ends. */
    public static void hold(Tx tx, UUID order) {
        OrdersTable.own(tx, new OrderId(order));
    }

    /**
     * Another service was agreed on elsewhere. It stands until the order's own system puts another than it has put before, so that the
     * same order put again undoes nothing. In the caller's transaction.
     *
     * @param order its id, as events name it
     * @throws IllegalArgumentException if there is no such order, or the service has no name of 1 to 100 characters
     */
    public static void changeService(Tx tx, Viewer who, UUID order, String serviceLevel, Instant now) {
        hold(tx, order);
        OrderRow standing = OrdersTable.find(tx, new OrderId(order))
                .orElseThrow(() -> new IllegalArgumentException("order " + order + ": expected the id of an order"));
        if (serviceLevel.isBlank()
                || serviceLevel.length() > LONGEST_REFERENCE
                || serviceLevel.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("service level: expected 1 to 100 characters, not blank");
        }
        if (standing.serviceLevel().equals(serviceLevel)) {
            return;
        }
        OrderRow changed = new OrderRow(
                standing.id(),
                standing.source(),
                standing.reference(),
                standing.customer(),
                serviceLevel,
                standing.putServiceLevel(),
                standing.promisedDate(),
                Fingerprint.none(),
                now);
        OrdersTable.update(tx, changed);
        Happenings.append(
                tx,
                Happening.of(
                        Kind.ORDER_CHANGED,
                        Optional.of(standing.customer()),
                        Optional.empty(),
                        "order:" + standing.source() + "/" + standing.reference(),
                        changed.fingerprint().tag(),
                        now));
        Audit.record(
                tx,
                who,
                "order.changed",
                "order:" + standing.source() + "/" + standing.reference(),
                "service level",
                now);
    }

    /** The order of this source and reference. */
    public Optional<OrderView> find(String source, String reference) {
        return transactions.read(tx -> OrdersTable.find(tx, source, reference).map(order -> OrderViews.of(tx, order)));
    }

    /** The orders of a customer and of those that turned out to be it, the one changed last first. */
    public List<OrderView> ofCustomer(CustomerId customer, int most) {
        return transactions.read(tx -> OrdersTable.ofCustomers(tx, Customers.family(tx, customer), most).stream()
                .map(order -> OrderViews.of(tx, order))
                .toList());
    }

    /**
     * The parcels that these ordered, or that go to them, or to one who turned out to be one of these; the one whose status is newest
     * first.
     */
    public List<CustomerParcel> parcelsOf(Collection<CustomerId> customers, int most) {
        return transactions.read(tx -> CustomerParcelsTable.of(
                tx,
                customers.stream()
                        .flatMap(id -> Customers.family(tx, id).stream())
                        .distinct()
                        .toList(),
                most));
    }

    /** What an order says now, for somebody who is about to change it; of customers only how they are named. */
    public Optional<OrderDocument> document(String source, String reference) {
        return transactions.read(
                tx -> OrdersTable.find(tx, source, reference).map(order -> OrderDocumentsTable.of(tx, order)));
    }

    /** To whom shipments of an order go, as far as they are known as customers. */
    public List<CustomerId> recipients(String source, String reference) {
        return transactions.read(tx -> OrdersTable.recipients(tx, source, reference));
    }

    /** Every tag that was on a parcel, the oldest first. */
    public List<TagSpan> tags(ParcelId parcel) {
        return transactions.read(tx -> TagBindings.history(tx, parcel));
    }

    /** Orders that have this number in any source, or whose customer has, the one changed last first. */
    public List<OrderView> byReference(String reference, int most) {
        return transactions.read(tx -> OrdersTable.byReference(tx, reference, most).stream()
                .map(order -> OrderViews.of(tx, order))
                .toList());
    }

    /** All orders, the one changed last first. */
    public List<OrderView> recent(int most) {
        return transactions.read(tx -> OrdersTable.recent(tx, most).stream()
                .map(order -> OrderViews.of(tx, order))
                .toList());
    }

    private Put putIn(
            Tx tx,
            String source,
            String reference,
            OrderDocument document,
            OrderCondition condition,
            Viewer who,
            Instant now) {
        tx.ownTags();
        Optional<OrderRow> standing = OrdersTable.own(tx, source, reference);
        if (standing.isPresent() && standing.get().fingerprint().isOf(hashes, document)) {
            return Put.done(Outcome.UNCHANGED, OrderViews.of(tx, standing.get()), Set.of());
        }
        condition.require(standing.map(order -> order.fingerprint().tag()));
        List<ParcelRow> parcels =
                standing.map(order -> OrderParcelsTable.of(tx, order.id())).orElse(List.of());
        OrderConflicts conflicts = OrderConflicts.of(tx, document, ids(parcels), settled(parcels), now);
        if (!conflicts.problems().isEmpty()) {
            return Put.refused(conflicts.problems());
        }
        conflicts.expired().forEach(parcel -> OrderParcelsTable.retire(tx, parcel, now));
        OrderChange change = new OrderChange(tx, customers, tracker, hashes, who, now);
        OrderRow order = change.apply(source, reference, document, standing, parcels);
        Outcome outcome = standing.isPresent() ? Outcome.UPDATED : Outcome.CREATED;
        return Put.done(outcome, OrderViews.of(tx, order), change.moved());
    }

    private static Set<ParcelId> ids(List<ParcelRow> parcels) {
        return parcels.stream().map(ParcelRow::id).collect(Collectors.toSet());
    }

    private static Set<String> settled(List<ParcelRow> parcels) {
        return parcels.stream()
                .filter(ParcelRow::delivered)
                .map(ParcelRow::trackingNumber)
                .collect(Collectors.toSet());
    }

    private static void requireNames(String source, String reference) throws OrderRefusedException {
        List<OrderProblem> problems = new ArrayList<>();
        if (!SOURCE.matcher(source).matches()) {
            problems.add(new OrderProblem("source", "expected 1 to 64 lower-case letters, digits and hyphens"));
        }
        if (reference.isBlank()
                || reference.length() > LONGEST_REFERENCE
                || reference.chars().anyMatch(Character::isISOControl)) {
            problems.add(new OrderProblem("reference", "expected 1 to 100 characters, not blank"));
        }
        if (!problems.isEmpty()) {
            throw new OrderRefusedException(problems);
        }
    }

    /** What the transaction came to. */
    private record Put(List<OrderProblem> conflicts, Optional<OrderPut> result, Set<ParcelId> moved) {
        static Put refused(List<OrderProblem> conflicts) {
            return new Put(conflicts, Optional.empty(), Set.of());
        }

        static Put done(Outcome outcome, OrderView view, Set<ParcelId> moved) {
            return new Put(List.of(), Optional.of(new OrderPut(outcome, view)), moved);
        }
    }
}
