package io.tagline.hub.promise;

import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.promise.LanesTable.Lane;
import io.tagline.hub.promise.ParcelLook.Seen;
import io.tagline.hub.promise.WatchedParcelsTable.Watched;
import io.tagline.hub.store.Rounds;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.Stop;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at parcels for what did not happen: a promise to make or to change, a parcel that is missing, mis-sorted, too long somewhere or
 * late, a departure that was none. Intake does not wait for it: it is handed the parcels that have news, and finds in the store those
 * whose time has come. What it writes depends on the store alone, so two hubs, or a look that is run again, write the same once.
 */
public final class ParcelWatch {
    private static final Logger log = LoggerFactory.getLogger(ParcelWatch.class);

    /** In one transaction: writers of SQLite take turns, and intake is one of them. */
    private static final int AT_ONCE = 100;

    /** News of more parcels is found in the store, when they are due. */
    private static final int MOST_NEWS = 100_000;

    private static final long BETWEEN_LOOKS_MS = 100;
    private static final long IDLE_MS = 250;

    private static final Duration AFTER_FAULT = Duration.ofDays(1);

    private final Transactions transactions;
    private final Rules rules;
    private final SiteMap sites;
    private final LiveUpdates live;
    private final InstantSource clock;
    /** Guarded by itself. */
    private final Set<ParcelId> news = new LinkedHashSet<>();

    public ParcelWatch(Transactions transactions, Rules rules, SiteMap sites, LiveUpdates live, InstantSource clock) {
        this.transactions = transactions;
        this.rules = rules;
        this.sites = sites;
        this.live = live;
        this.clock = clock;
    }

    /** Notes that these parcels have news. Neither waits nor throws; safe for any thread. */
    public void tell(Collection<ParcelId> parcels) {
        synchronized (news) {
            for (ParcelId parcel : parcels) {
                if (news.size() < MOST_NEWS) {
                    news.add(parcel);
                }
            }
        }
    }

    /**
     * Looks at a hundred parcels at most: those with news first, then those that are due.
     *
     * @return how many it looked at: 0 if there is nothing to do for now
     * @throws StoreUnavailableException if the database is away; the parcels with news stay noted
     */
    public int look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<ParcelId> taken = takeNews();
        try {
            List<Seen> seen = transactions.read(tx -> {
                Set<ParcelId> parcels = new LinkedHashSet<>(taken);
                if (parcels.size() < AT_ONCE) {
                    parcels.addAll(WatchedParcelsTable.due(tx, now, AT_ONCE - parcels.size()));
                }
                return looks(tx, WatchedParcelsTable.of(tx, parcels), now);
            });
            List<Seen> changes =
                    seen.stream().filter(each -> !each.changesNothing(now)).toList();
            if (!changes.isEmpty()) {
                live.tell(transactions.write(tx -> write(tx, changes, now)));
            }
            return seen.size();
        } catch (StoreUnavailableException e) {
            tell(taken);
            throw e;
        }
    }

    /**
     * Has it look again and again, at most at a thousand parcels a second so that intake goes before it; returns at once. Whoever starts
     * it closes it, before the store.
     *
     * @param onDeath is told why, should its thread die: a fault that only a restart heals
     */
    public Rounds start(Consumer<String> onDeath) {
        return Rounds.start("promises", () -> look() > 0 ? BETWEEN_LOOKS_MS : IDLE_MS, onDeath);
    }

    /** The sites that a parcel should pass, in order, which was seen first at this one; none where nobody has said so. */
    public List<String> route(Tx tx, ParcelId parcel, String first) {
        return WatchedParcelsTable.of(tx, List.of(parcel)).stream()
                .flatMap(watched -> watched.route(rules, Optional.of(first)).stream())
                .flatMap(route -> route.stops().stream())
                .map(Stop::site)
                .toList();
    }

    private List<ParcelId> takeNews() {
        synchronized (news) {
            List<ParcelId> taken = new ArrayList<>(AT_ONCE);
            Iterator<ParcelId> next = news.iterator();
            while (next.hasNext() && taken.size() < AT_ONCE) {
                taken.add(next.next());
                next.remove();
            }
            return taken;
        }
    }

    private List<Seen> looks(Tx tx, List<Watched> parcels, Instant now) {
        ParcelLook look = new ParcelLook(tx, rules, sites, now);
        List<Seen> seen = new ArrayList<>(parcels.size());
        for (Watched parcel : parcels) {
            try {
                seen.add(look.at(parcel));
            } catch (IllegalArgumentException | IllegalStateException e) {
                // one parcel that can't be judged must not stop the others
                log.atError()
                        .addKeyValue("parcel", parcel.id())
                        .setCause(e)
                        .log("parcel not judged, tried again in a day");
                Optional<Instant> later = Optional.of(now.plus(AFTER_FAULT));
                seen.add(new Seen(parcel, List.of(), Optional.empty(), 0, later, Map.of()));
            }
        }
        return seen;
    }

    private Set<ParcelId> write(Tx tx, List<Seen> changes, Instant now) {
        Set<ParcelId> parcels = new LinkedHashSet<>();
        List<TrackingEvent> events = new ArrayList<>();
        changes.forEach(seen -> {
            parcels.add(seen.parcel().id());
            events.addAll(seen.lacking());
        });
        // all of them at once, in the order in which intake takes them, or each would wait for the other
        Timelines.own(tx, parcels);
        Set<ParcelId> moved = new LinkedHashSet<>(Timelines.record(tx, events));
        SortedMap<Lane, List<Duration>> learned = new TreeMap<>(Lane.ORDER);
        for (Seen seen : changes) {
            ParcelId parcel = seen.parcel().id();
            if (seen.promise().isPresent()
                    && PromisesTable.add(tx, parcel, seen.seq(), seen.promise().get())) {
                moved.add(parcel);
                Happenings.append(
                        tx,
                        Happening.of(
                                Kind.PROMISE_CHANGED,
                                Optional.empty(),
                                Optional.of(parcel),
                                "promise:" + parcel,
                                String.valueOf(seen.seq()),
                                now));
            }
            if (seen.nextLook().isPresent()) {
                WatchedParcelsTable.lookAgain(tx, parcel, seen.nextLook().get());
            } else if (WatchedParcelsTable.end(tx, parcel)) {
                seen.learned().forEach((lane, time) -> learned.computeIfAbsent(lane, key -> new ArrayList<>())
                        .add(time));
            }
        }
        // in one order as well: another hub learns of the same lanes
        learned.forEach((lane, times) -> LanesTable.learn(tx, lane, times, now));
        return moved;
    }
}
