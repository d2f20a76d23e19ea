package io.tagline.hub.crm;

import io.tagline.hub.crm.CursorsTable.Tally;
import io.tagline.hub.crm.InboxTable.Waiting;
import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what changed in a CRM, page by page; how far it got commits with what was taken in. A page that comes again changes nothing.
 * Confined to its CRM's thread for what comes in.
 */
final class Puller {
    private static final Logger log = LoggerFactory.getLogger(Puller.class);
    /** In one transaction: writers of SQLite take turns. */
    private static final int PAGE = 200;

    private static final int SELDOM = 4;

    private static final int MOST_WAITING = 10_000;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final int MOST_DOUBLED = 9;
    /** However often a CRM says that something changed. */
    private static final Duration BETWEEN_HINTS = Duration.ofSeconds(1);
    /** CRMs may say so before their own search knows; so they are asked twice. */
    private static final Duration UNTIL_SEARCHABLE = Duration.ofSeconds(8);

    private final Transactions transactions;
    private final CrmConnection crm;
    private final String id;
    private final PeerDoor door;
    private final Arrivals arrivals;
    private final Reading reading;
    private final Duration every;
    private final Map<String, Instant> due = new HashMap<>();
    private Instant hearsAgain = Instant.MIN;
    private Instant looksAgain = Instant.MAX;
    private volatile boolean told;

    Puller(
            Transactions transactions,
            CrmConnection crm,
            PeerDoor door,
            Arrivals arrivals,
            Reading reading,
            Duration every) {
        this.transactions = transactions;
        this.crm = crm;
        this.id = crm.setup().id();
        this.door = door;
        this.arrivals = arrivals;
        this.reading = reading;
        this.every = every;
    }

    /** One record to take in, and how often that was tried. */
    private record Entry(Found found, String version, int attempts) {}

    /** Something changed there, so all of it is asked at the next turn. Any thread. */
    void lookNow() {
        told = true;
    }

    private void hear(Instant now) {
        if (told && !now.isBefore(hearsAgain)) {
            told = false;
            hearsAgain = now.plus(BETWEEN_HINTS);
            looksAgain = now.plus(UNTIL_SEARCHABLE);
            due.replaceAll((model, at) -> now);
        } else if (!now.isBefore(looksAgain)) {
            looksAgain = Instant.MAX;
            due.replaceAll((model, at) -> now);
        }
    }

    /** Does what is due; true if there is more at once. */
    boolean turn(Instant now) throws PeerException, InterruptedException {
        hear(now);
        boolean more = again(now);
        if (every.isZero() || transactions.read(tx -> InboxTable.waiting(tx, id)) >= MOST_WAITING) {
            return more;
        }
        Set<String> models = new TreeSet<>();
        crm.mapping().pulls().stream().map(Pull::model).filter(crm::reads).forEach(models::add);
        for (String model : models) {
            if (!due.getOrDefault(model, Instant.MIN).isAfter(now) && reading.mayTry(model, now)) {
                boolean goesOn = read(model, now);
                due.put(model, goesOn ? now : now.plus(isSyncing() ? every.multipliedBy(SELDOM) : every));
                more |= goesOn;
            }
        }
        return more;
    }

    private boolean read(String model, Instant now) throws PeerException, InterruptedException {
        try {
            boolean more = page(model, now);
            reading.worked(model);
            return more;
        } catch (PeerClosedException e) {
            if (!Reading.isOfOne(e)) {
                throw e;
            }
            reading.failed(model, e, now);
        } catch (RuntimeException e) {
            if (!Reading.isOfOne(e)) {
                throw e;
            }
            reading.failed(model, e, now);
        }
        return false;
    }

    /** What has changed there is then mostly what we have just written, read again and again for as long as the overlap is. */
    private boolean isSyncing() {
        return transactions.read(tx ->
                SyncsTable.of(tx, id).stream().anyMatch(sync -> sync.endedAt().isEmpty()));
    }

    private boolean page(String model, Instant now) throws PeerException, InterruptedException {
        Optional<String> cursor = transactions.read(tx -> CursorsTable.place(tx, id, model));
        ChangePage page =
                door.ask(peer -> peer.changes(model, cursor, crm.mapping().fieldsToRead(model), PAGE));
        Map<String, Set<String>> known =
                known(model, page.changes().stream().map(Found::remoteId).toList());
        List<Entry> fresh = new ArrayList<>();
        for (Found found : page.changes()) {
            String version = version(found);
            if (!known.getOrDefault(found.remoteId(), Set.of()).contains(version)) {
                fresh.add(new Entry(found, version, 0));
            }
        }
        boolean moved = !Optional.of(page.cursor()).equals(cursor);
        if (fresh.isEmpty() && !moved && due.containsKey(model)) {
            return false;
        }
        takeIn(fresh, now, (tx, tally) -> CursorsTable.advance(tx, id, model, page.cursor(), !page.more(), tally, now));
        // a place that doesn't move has no more to give
        return page.more() && moved;
    }

    /** Versions that tell nothing new: those that came before, and those that are our own writing. */
    private Map<String, Set<String>> known(String model, List<String> remoteIds) {
        return transactions.read(tx -> {
            Map<String, Set<String>> known = new HashMap<>();
            InboxTable.known(tx, id, model, remoteIds)
                    .forEach((remoteId, version) -> known.put(remoteId, new HashSet<>(Set.of(version))));
            LinksTable.byRemoteId(tx, id, model, remoteIds).forEach((remoteId, link) -> link.version()
                    .ifPresent(version -> known.computeIfAbsent(remoteId, unused -> new HashSet<>())
                            .add(version)));
            return known;
        });
    }

    /** Those that could not be taken in as they came, as they are by now. */
    private boolean again(Instant now) throws PeerException, InterruptedException {
        List<Waiting> waiting = transactions.read(tx -> InboxTable.due(tx, id, now, PAGE));
        if (waiting.isEmpty()) {
            return false;
        }
        String model = waiting.get(0).model();
        Map<String, Waiting> byId = new HashMap<>();
        waiting.stream().filter(one -> one.model().equals(model)).forEach(one -> byId.put(one.remoteId(), one));
        List<Found> found = crm.reads(model)
                ? door.ask(peer -> peer.read(
                        model, List.copyOf(byId.keySet()), crm.mapping().fieldsToRead(model)))
                : List.of();
        List<Entry> entries = new ArrayList<>();
        for (Found each : found) {
            Waiting one = byId.remove(each.remoteId());
            if (one != null) {
                entries.add(new Entry(each, version(each), one.attempts()));
            }
        }
        takeIn(entries, now, (tx, tally) -> byId.keySet()
                .forEach(gone -> InboxTable.put(tx, id, model, gone, "", Arrival.DELETED, 0, now, now)));
        return waiting.size() == PAGE || waiting.size() > found.size() + byId.size();
    }

    /** What else is written with what was taken in. */
    private interface Rest {
        void write(Tx tx, Tally tally);
    }

    /** All in one transaction; should one of them not go at all, each in one of its own, and that one is refused. */
    private void takeIn(List<Entry> entries, Instant readAt, Rest rest) {
        try {
            transactions.write(tx -> {
                hold(tx);
                List<Arrival> came = new ArrayList<>();
                entries.forEach(entry -> came.add(take(tx, entry, readAt)));
                rest.write(tx, tally(came));
                return null;
            });
        } catch (RuntimeException e) {
            if (!Reading.isOfOne(e)) {
                throw e;
            }
            log.atWarn()
                    .addKeyValue("crm", id)
                    .addKeyValue("fault", CrmWords.of(e))
                    .log("something of a CRM can't be taken in");
            log.debug("the fault's own words", e);
            List<Arrival> came = new ArrayList<>();
            entries.forEach(entry -> came.add(alone(entry, readAt)));
            transactions.write(tx -> {
                hold(tx);
                rest.write(tx, tally(came));
                return null;
            });
        }
    }

    private Arrival alone(Entry entry, Instant readAt) {
        try {
            return transactions.write(tx -> {
                hold(tx);
                return take(tx, entry, readAt);
            });
        } catch (RuntimeException e) {
            if (!Reading.isOfOne(e)) {
                throw e;
            }
            Arrival refused = Arrival.refused(e.getClass().getSimpleName());
            return transactions.write(tx -> note(tx, entry, refused, readAt));
        }
    }

    private void hold(Tx tx) {
        StatesTable.Row unused = StatesTable.hold(tx, id).orElseThrow();
    }

    private Arrival take(Tx tx, Entry entry, Instant readAt) {
        return note(tx, entry, arrivals.take(tx, entry.found(), readAt, readAt), readAt);
    }

    private Arrival note(Tx tx, Entry entry, Arrival came, Instant now) {
        Instant again = now.plus(SHORTEST_WAIT.multipliedBy(1L << Math.min(entry.attempts(), MOST_DOUBLED)));
        InboxTable.put(
                tx,
                id,
                entry.found().model(),
                entry.found().remoteId(),
                entry.version(),
                came,
                entry.attempts() + 1,
                came.state() == Arrival.State.WAITING ? again : now,
                now);
        return came;
    }

    private static Tally tally(List<Arrival> came) {
        int taken = 0;
        int refused = 0;
        int ignored = 0;
        for (Arrival each : came) {
            taken += each.isTaken() ? 1 : 0;
            refused += each.state() == Arrival.State.REFUSED ? 1 : 0;
            ignored += each.equals(Arrival.IGNORED) ? 1 : 0;
        }
        return new Tally(taken, refused, ignored);
    }

    /** CRMs that keep whole seconds give two states of a record one version: what they say tells them apart. */
    private static String version(Found found) {
        return found.version().orElseGet(() -> String.valueOf(found.changedAt().toEpochMilli()))
                + (found.deleted() ? " deleted" : " " + Fingerprint.of(found));
    }
}
