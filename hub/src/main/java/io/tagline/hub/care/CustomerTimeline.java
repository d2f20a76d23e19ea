package io.tagline.hub.care;

import io.tagline.hub.care.TimelineCursor.Bound;
import io.tagline.hub.care.TimelineEntry.Kind;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.Parcels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything that happened to and between a customer and the post, on one timeline, newest first: what became of parcels that they
 * ordered or that go to them, what they were promised, told and asked, what they said, and their cases. Those who turned out to be the
 * same customer are one. Safe for any thread.
 */
public final class CustomerTimeline {
    /** Most lines of a page. */
    public static final int MOST = 200;

    private static final Comparator<TimelineEntry> NEWEST_FIRST = Comparator.comparing(TimelineEntry::at)
            .thenComparing(TimelineEntry::kind)
            .thenComparing(entry -> entry.id().toString())
            .thenComparing(TimelineEntry::seq)
            .reversed();

    private final Transactions transactions;
    private final Parcels parcels;

    public CustomerTimeline(Transactions transactions, Parcels parcels) {
        this.transactions = transactions;
        this.parcels = parcels;
    }

    /**
     * Lines of one page.
     *
     * @param next where the next page begins; empty at the end
     * @param whole false for a customer with so many orders that older parcels than the newest 500 are left out
     */
    public record Page(List<TimelineEntry> entries, Optional<TimelineCursor> next, boolean whole) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A page of the timeline.
     *
     * @param after where the page before has ended
     * @param most 1 to {@link #MOST} lines
     * @param mayRead whether who looks may see a field: {@code case.text}, {@code claim.amount}, {@code claim.approval}
     * @return empty if there is no such customer
     */
    public Optional<Page> page(
            CustomerId customer, Optional<TimelineCursor> after, int most, Predicate<String> mayRead) {
        return transactions.read(
                tx -> Customers.byId(tx, customer).map(known -> page(tx, customer, after, most, mayRead)));
    }

    private Page page(Tx tx, CustomerId customer, Optional<TimelineCursor> after, int most, Predicate<String> mayRead) {
        List<byte[]> customers = Family.keys(tx, customer);
        CustomerTimelineTable.Mine mine = CustomerTimelineTable.parcels(tx, customers);
        // one more of each than fits, to know whether there is a next page
        int each = most + 1;
        List<TimelineEntry> found = new ArrayList<>();
        Bound events = TimelineCursor.bound(after, Kind.TRACKING);
        parcels.eventsBefore(tx, mine.numbers().keySet(), events.atMs(), events.id(), each)
                .forEach(one -> found.add(
                        new TimelineEntry.Tracked(mine.numbers().getOrDefault(one.parcel(), ""), one.event())));
        found.addAll(CustomerTimelineTable.promises(tx, mine, TimelineCursor.bound(after, Kind.PROMISE), each));
        found.addAll(CustomerTimelineTable.notices(tx, mine, TimelineCursor.bound(after, Kind.NOTICE), each));
        found.addAll(
                CustomerTimelineTable.interactions(tx, customers, TimelineCursor.bound(after, Kind.INTERACTION), each));
        found.addAll(CustomerTimelineTable.caseSteps(tx, customers, TimelineCursor.bound(after, Kind.CASE), each));
        found.sort(NEWEST_FIRST);
        List<TimelineEntry> page = found.stream()
                .limit(most)
                .map(entry -> TimelineDiscretion.of(entry, mayRead))
                .toList();
        Optional<TimelineCursor> next =
                found.size() > most ? Optional.of(TimelineCursor.of(page.get(most - 1))) : Optional.empty();
        return new Page(page, next, mine.whole());
    }
}
