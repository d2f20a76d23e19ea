package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.ContactsTable.NewContact;
import io.tagline.hub.notify.NoticePlan.News;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.outbox.Numbered;
import io.tagline.hub.promise.Promise.Reason;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes notices of what happened. The notices and the place up to which happenings are dealt with commit together, and a notice has
 * its contact and its happening as its key, so each is made once however often this stops and starts.
 */
final class NoticeMaker {
    static final String CONSUMER = "notify";

    /** In one transaction: writers of SQLite take turns, and intake is one of them. */
    private static final int AT_ONCE = 500;

    /** More partners than that are told by another way than a web request for each parcel. */
    private static final int MOST_WEBHOOKS = 200;

    private final Transactions transactions;
    private final NoticeRules rules;
    private final Set<Channel> channels;
    private final InstantSource clock;

    /** @param channels that are set up: for others nothing is made, so that nothing old goes out the day they are */
    NoticeMaker(Transactions transactions, NoticeRules rules, Set<Channel> channels, InstantSource clock) {
        this.transactions = transactions;
        this.rules = rules;
        this.channels = Set.copyOf(channels);
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
        boolean none = transactions.read(tx -> Happenings.after(tx, CONSUMER, 1).isEmpty());
        if (none) {
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
        Set<UUID> missing = ParcelFactsTable.missing(tx, parcels.getOrDefault(Kind.EVENT_RECORDED, Set.of()));
        List<News> news = new ArrayList<>();
        for (Happening happening : happenings) {
            milestone(happening, reasons, missing)
                    .ifPresent(milestone -> news.add(
                            new News(happening.id(), happening.parcel().orElseThrow(), milestone, happening.at())));
        }
        return news.isEmpty() || channels.isEmpty() ? 0 : plan(tx, news, now);
    }

    private static Optional<Milestone> milestone(
            Happening happening, Map<ParcelId, Reason> reasons, Set<UUID> missing) {
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
            case EVENT_RECORDED -> missing.contains(happening.id()) ? Optional.of(Milestone.MISSING) : Optional.empty();
            case CASE_CHANGED, INTERACTION_RECORDED, CUSTOMER_CHANGED, ORDER_CHANGED, FEEDBACK_GIVEN ->
                Optional.empty();
        };
    }

    private int plan(Tx tx, List<News> news, Instant now) {
        Set<ParcelId> parcels = new LinkedHashSet<>();
        news.forEach(each -> parcels.add(each.parcel()));
        Map<ParcelId, ParcelFacts> facts = ParcelFactsTable.of(tx, parcels);
        Map<ParcelId, List<Contact>> contacts = contacts(tx, facts, now);
        Set<UUID> ids = new LinkedHashSet<>();
        contacts.values().forEach(of -> of.forEach(contact -> ids.add(contact.id())));
        Map<UUID, Map<Milestone, Boolean>> choices = ChoicesTable.of(tx, ids);
        NoticePlan plan = new NoticePlan(rules, now);
        for (News each : news) {
            ParcelFacts parcel = facts.get(each.parcel());
            if (parcel != null) {
                plan.add(dated(each, parcel), parcel.service(), contacts.getOrDefault(parcel.id(), List.of()), choices);
            }
        }
        return NoticesTable.insert(tx, plan.notices(), now);
    }

    /** A status carries the time of its event, which may be long before the hub learned it. */
    private static News dated(News news, ParcelFacts parcel) {
        boolean isStatus =
                Milestone.of(parcel.status()).filter(news.milestone()::equals).isPresent();
        return isStatus ? new News(news.cause(), news.parcel(), news.milestone(), parcel.statusAt()) : news;
    }

    private Map<ParcelId, List<Contact>> contacts(Tx tx, Map<ParcelId, ParcelFacts> facts, Instant now) {
        Map<ParcelId, List<Contact>> found = new HashMap<>();
        Map<String, Contact> byEmail = channels.contains(Channel.EMAIL) ? byEmail(tx, facts, now) : Map.of();
        Map<ParcelId, List<UUID>> followers = ParcelFactsTable.followers(tx, facts.keySet());
        Map<UUID, Contact> byId = new HashMap<>();
        ContactsTable.byId(tx, followers.values().stream().flatMap(List::stream).toList())
                .forEach(contact -> byId.put(contact.id(), contact));
        List<Contact> webhooks =
                channels.contains(Channel.WEBHOOK) ? ContactsTable.webhooks(tx, MOST_WEBHOOKS) : List.of();
        facts.forEach((id, parcel) -> {
            Map<UUID, Contact> of = new LinkedHashMap<>();
            Stream.of(
                            parcel.emails().stream()
                                    .flatMap(email -> EmailAddress.normal(email).stream())
                                    .flatMap(email -> Stream.ofNullable(byEmail.get(email))),
                            followers.getOrDefault(id, List.of()).stream()
                                    .flatMap(contact -> Stream.ofNullable(byId.get(contact)))
                                    .filter(contact -> channels.contains(contact.channel())),
                            webhooks.stream().filter(webhook -> webhook.source()
                                    .map(parcel.source()::equals)
                                    .orElse(true)))
                    .flatMap(stream -> stream)
                    .forEach(contact -> of.put(contact.id(), contact));
            found.put(id, List.copyOf(of.values()));
        });
        return found;
    }

    private static Map<String, Contact> byEmail(Tx tx, Map<ParcelId, ParcelFacts> facts, Instant now) {
        Set<String> emails = new LinkedHashSet<>();
        facts.values().forEach(parcel -> parcel.emails()
                .forEach(email -> EmailAddress.normal(email).ifPresent(emails::add)));
        Map<String, Contact> found = new HashMap<>();
        ContactsTable.byAddress(tx, Channel.EMAIL, emails)
                .forEach(contact -> found.put(contact.address().value(), contact));
        List<NewContact> fresh = emails.stream()
                .filter(email -> !found.containsKey(email))
                .map(email -> new NewContact(
                        TimeOrderedIds.next(now),
                        Channel.EMAIL,
                        new Personal(email),
                        Tokens.next(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
        if (!fresh.isEmpty()) {
            var unused = ContactsTable.insert(tx, fresh, now.toEpochMilli());
            ContactsTable.byAddress(
                            tx,
                            Channel.EMAIL,
                            fresh.stream()
                                    .map(contact -> contact.address().value())
                                    .toList())
                    .forEach(contact -> found.put(contact.address().value(), contact));
        }
        return found;
    }
}
