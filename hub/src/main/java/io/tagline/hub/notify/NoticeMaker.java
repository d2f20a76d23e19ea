package io.tagline.hub.notify;

import io.tagline.hub.notify.AddressBook.Addressee;
import io.tagline.hub.notify.NoticePlan.News;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.outbox.Numbered;
import io.tagline.hub.promise.Promise.Reason;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes notices of what happened. The notices and the place up to which happenings are dealt with commit together, and a notice has
 * its contact and its happening as its key, so each is made once however often this stops and starts.
 */
final class NoticeMaker {
    static final String CONSUMER = "notify";

    /** In one transaction: writers of SQLite take turns, and intake is one of them. */
    private static final int AT_ONCE = 500;

    /** A parcel has one notice waiting for each who is told of it: this is the bound of a night. */
    private static final int WAITING_FOR_EACH_DUE = 10;

    private final Transactions transactions;
    private final NoticeRules rules;
    private final AddressBook addresses;
    private final Set<Channel> channels;
    private final int mostDue;
    private final InstantSource clock;

    /**
     * For these rules.
     *
     * @param channels that are set up: for others nothing is made, so that nothing old goes out the day they are
     * @param mostDue while so many of one channel could go and do not, no more are made: what happened stays where it is kept. Those
     *     that wait for the end of quiet hours are no sign of a channel that is away, and hold nobody up; ten times as many may wait
     */
    NoticeMaker(Transactions transactions, NoticeRules rules, Set<Channel> channels, int mostDue, InstantSource clock) {
        this.transactions = transactions;
        this.rules = rules;
        this.addresses = new AddressBook(channels);
        this.channels = Set.copyOf(channels);
        this.mostDue = mostDue;
        this.clock = clock;
    }

    /** Begins with what happens from now on, if it never began. */
    void begin() {
        boolean unused = transactions.write(tx -> Happenings.join(tx, CONSUMER));
    }

    /** What a look did. */
    record Look(int happenings, int notices) {}

    /** Deals with the next 500 happenings at most. */
    Look look() {
        boolean nothing = transactions.read(tx ->
                Happenings.after(tx, CONSUMER, 1).isEmpty() || channels.stream().anyMatch(each -> isFull(tx, each)));
        if (nothing) {
            return new Look(0, 0);
        }
        return transactions.write(tx -> {
            List<Numbered> next = Happenings.after(tx, CONSUMER, AT_ONCE);
            if (next.isEmpty()) {
                return new Look(0, 0);
            }
            int made = make(tx, next.stream().map(Numbered::happening).toList());
            Happenings.advance(tx, CONSUMER, next.get(next.size() - 1).seq());
            return new Look(next.size(), made);
        });
    }

    private boolean isFull(Tx tx, Channel channel) {
        return NoticesTable.areDue(tx, channel, clock.instant(), mostDue)
                || NoticesTable.areDue(
                        tx, channel, Instant.ofEpochMilli(Long.MAX_VALUE), WAITING_FOR_EACH_DUE * mostDue);
    }

    private int make(Tx tx, List<Happening> happenings) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<Kind, Set<ParcelId>> parcels = new HashMap<>();
        for (Happening happening : happenings) {
            happening.parcel().ifPresent(parcel -> parcels.computeIfAbsent(
                            happening.kind(), kind -> new LinkedHashSet<>())
                    .add(parcel));
        }
        Map<ParcelId, Reason> reasons =
                ParcelFactsTable.promiseReasons(tx, parcels.getOrDefault(Kind.PROMISE_CHANGED, Set.of()));
        Map<UUID, Milestone> remarks =
                ParcelFactsTable.remarks(tx, parcels.getOrDefault(Kind.EVENT_RECORDED, Set.of()));
        List<News> news = new ArrayList<>();
        for (Happening happening : happenings) {
            milestone(happening, reasons, remarks)
                    .ifPresent(milestone -> news.add(
                            new News(happening.id(), happening.parcel().orElseThrow(), milestone, happening.at())));
        }
        return news.isEmpty() ? 0 : plan(tx, news, now);
    }

    private static Optional<Milestone> milestone(
            Happening happening, Map<ParcelId, Reason> reasons, Map<UUID, Milestone> remarks) {
        if (happening.parcel().isEmpty()) {
            return Optional.empty();
        }
        return switch (happening.kind()) {
            case STATUS_CHANGED ->
                EventKind.ofCode(happening
                                .subject()
                                .substring(happening.subject().indexOf(':') + 1))
                        .flatMap(Milestone::of);
            case PROMISE_CHANGED ->
                Optional.ofNullable(reasons.get(happening.parcel().get())).flatMap(Milestone::of);
            case EVENT_RECORDED -> Optional.ofNullable(remarks.get(happening.id()));
            case CASE_CHANGED, INTERACTION_RECORDED, CUSTOMER_CHANGED, ORDER_CHANGED, FEEDBACK_GIVEN ->
                Optional.empty();
        };
    }

    private int plan(Tx tx, List<News> news, Instant now) {
        Set<ParcelId> parcels = new LinkedHashSet<>();
        news.forEach(each -> parcels.add(each.parcel()));
        Map<ParcelId, ParcelFacts> facts = ParcelFactsTable.of(tx, parcels);
        Map<ParcelId, List<Addressee>> addressees = addresses.of(tx, facts, now);
        Set<UUID> contacts = new LinkedHashSet<>();
        addressees
                .values()
                .forEach(of -> of.forEach(to -> contacts.add(to.contact().id())));
        Map<UUID, Map<Milestone, Boolean>> choices = ChoicesTable.of(tx, contacts);
        Map<ParcelId, Set<UUID>> misled = misled(tx, news, facts);
        NoticePlan plan = new NoticePlan(rules, now);
        for (News each : news) {
            ParcelFacts parcel = facts.get(each.parcel());
            if (parcel != null) {
                plan.add(
                        dated(each, parcel),
                        parcel.service(),
                        addressees.getOrDefault(parcel.id(), List.of()).stream()
                                .filter(to -> each.milestone() != Milestone.CORRECTED
                                        || misled.getOrDefault(parcel.id(), Set.of())
                                                .contains(to.contact().id()))
                                .toList(),
                        choices);
            }
        }
        return NoticesTable.insert(tx, plan.notices(), now);
    }

    /** Who was told what a correction has undone: to everybody else it is no news. */
    private static Map<ParcelId, Set<UUID>> misled(Tx tx, List<News> news, Map<ParcelId, ParcelFacts> facts) {
        Set<ParcelId> corrected = news.stream()
                .filter(each -> each.milestone() == Milestone.CORRECTED)
                .map(News::parcel)
                .filter(facts::containsKey)
                .collect(Collectors.toSet());
        Map<ParcelId, Set<UUID>> misled = new HashMap<>();
        SaidTable.of(tx, corrected).forEach((parcel, contacts) -> {
            EventKind status = Objects.requireNonNull(facts.get(parcel)).status();
            List<TrackingEvent> events = Timelines.events(tx, parcel);
            contacts.forEach((contact, said) -> Undone.of(said, status, () -> events)
                    .ifPresent(undone -> misled.computeIfAbsent(parcel, of -> new HashSet<>())
                            .add(contact)));
        });
        return misled;
    }

    /** A status carries the time of its event, which may be long before the hub learned it. */
    private static News dated(News news, ParcelFacts parcel) {
        boolean isStatus =
                Milestone.of(parcel.status()).filter(news.milestone()::equals).isPresent();
        return isStatus ? new News(news.cause(), news.parcel(), news.milestone(), parcel.statusAt()) : news;
    }
}
