package io.tagline.hub.crm;

import io.tagline.hub.crm.Picker.Picked;
import io.tagline.hub.crm.Planner.Plan;
import io.tagline.hub.crm.Prepared.Step;
import io.tagline.hub.crm.Settling.Settled;
import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one CRM in step, turn by turn: takes in what was answered, plans what is new, picks what may go, writes all of that down at
 * once, then sends. Confined to one thread; requests are under way on others, which only bring answers.
 */
final class Dispatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final long IDLE_MS = 200;
    private static final long LEAST_MS = 5;
    private static final long AWAIT_MS = 50;
    private static final int UNTRIED_AT_ONCE = 1_000;

    private final Transactions transactions;
    private final InstantSource clock;
    private final CrmConnection crm;
    private final String id;
    private final Bookkeeper bookkeeper;
    private final CrmCounts counts;
    private final Gate gate;
    private final Courier courier;
    private final Planner planner;
    private final Picker picker;
    private final Settling settling;
    private final Batches batches;
    private final Backoff backoff;
    /** Picked, and waiting for room. */
    private final Deque<Bundle> ready = new ArrayDeque<>();

    /** By identity. */
    private final Set<Errand> underWay = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Not yet written down: while the database is away they wait here. */
    private final List<Answer> answers = new ArrayList<>();

    private Optional<Gate.Trouble> told = Optional.empty();
    private Optional<Gate.Trouble> planning = Optional.empty();
    private Instant planAfter = Instant.EPOCH;
    private int planFailures;
    private boolean introduced;

    Dispatcher(
            Transactions transactions,
            CrmConnection crm,
            Conflicts conflicts,
            CrmCounts counts,
            RandomGenerator random,
            InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
        this.crm = crm;
        this.id = crm.setup().id();
        this.bookkeeper = new Bookkeeper(crm, conflicts);
        this.counts = counts;
        this.backoff = new Backoff(crm.setup().firstPause(), LONGEST_PAUSE, random);
        this.gate = new Gate(id, crm.setup().limits(), backoff);
        this.courier = new Courier(crm, new Meter(transactions, crm, gate, clock));
        this.planner = new Planner(crm);
        this.picker = new Picker(crm);
        this.settling = new Settling(crm.peer(), backoff);
        this.batches = new Batches(crm.peer(), crm.setup().limits().concurrent());
    }

    /** What the last run left is put in order: what was under way is in doubt until nothing of it can be under way. */
    void begin() {
        Instant now = now();
        transactions.write(tx -> {
            boolean isNew = StatesTable.add(tx, id, crm.setup().paused(), now);
            StatesTable.Row state = StatesTable.hold(tx, id).orElseThrow();
            boolean joined = Happenings.join(tx, crm.setup().consumer());
            if (joined) {
                // one that was out of the settings for a while is compared: nobody told it what happened meanwhile
                SyncsTable.begin(tx, id, crm.setup().firstSync(), !isNew, now);
            }
            Instant noLonger = now.plus(Settling.longest(crm.peer()));
            Set<CustomerId> lanes = new LinkedHashSet<>(DoubtsTable.doubtSent(tx, id, noLonger));
            // the clock of the run before may have been another
            lanes.addAll(DoubtsTable.redate(tx, id, noLonger, now.plus(LONGEST_PAUSE)));
            LanesTable.refresh(tx, id, lanes);
            StatesTable.trouble(tx, id, Optional.empty(), Optional.empty(), now);
            gate.spentBefore(state.spent(), now);
            return null;
        });
        while (!crm.setup().dryRun() && untried(now)) {
            // a bit at a time: others write, too
        }
    }

    /** What a dry run has made goes now; false if there is none left. */
    private boolean untried(Instant now) {
        return transactions.write(tx -> {
            StatesTable.Row unused = StatesTable.hold(tx, id).orElseThrow();
            List<CustomerId> lanes = OperationsTable.untry(tx, id, UNTRIED_AT_ONCE, now);
            LanesTable.open(tx, id, lanes, true, now);
            LanesTable.refresh(tx, id, lanes);
            return !lanes.isEmpty();
        });
    }

    /** Does what can be done now; gives how many milliseconds to wait before the next turn. */
    long turn() {
        courier.await(answers, 0);
        boolean moved = once();
        if (moved) {
            return 0;
        }
        if (!underWay.isEmpty() && answers.isEmpty()) {
            courier.await(answers, AWAIT_MS);
            return 0;
        }
        return pause(now());
    }

    /** Until something may go that can't now. */
    private long pause(Instant now) {
        Instant next = gate.free(now) > 0
                ? transactions.read(tx -> LanesTable.next(tx, id)).orElse(Instant.MAX)
                : gate.next(now);
        return next.isAfter(now.plusMillis(IDLE_MS))
                ? IDLE_MS
                : Math.max(LEAST_MS, Duration.between(now, next).toMillis());
    }

    /** What of a turn was read, before anything is written. */
    private record Look(boolean paused, Plan plan, Picked picked) {}

    private boolean once() {
        Instant now = now();
        List<Settlement> settlements = new ArrayList<>();
        List<Bundle> goingOn = new ArrayList<>();
        List<Answer> taken = List.copyOf(answers);
        for (Answer answer : taken) {
            Settled settled = settling.settle(answer, now);
            settlements.addAll(settled.settlements());
            goingOn.addAll(settled.next());
        }
        note(taken, now);
        Look look = transactions.read(tx -> look(tx, goingOn, now));
        settlements.addAll(look.picked().settled());
        Deque<Bundle> waiting = new ArrayDeque<>(goingOn);
        waiting.addAll(ready);
        waiting.addAll(look.picked().bundles());
        if (look.paused() || crm.setup().dryRun()) {
            settlements.addAll(stopped(waiting, look.paused(), now));
        }
        List<Errand> out = errands(waiting, now);
        List<Errand> sent = written(settlements, look.plan(), out, now);
        // committed: from here on nothing may fail
        answers.clear();
        ready.clear();
        if (gate.trouble().isEmpty()) {
            ready.addAll(waiting);
        }
        counts.settled(settlements, now);
        underWay.addAll(sent);
        sent.forEach(courier::send);
        return !sent.isEmpty() || !settlements.isEmpty() || !look.plan().isEmpty();
    }

    /** What goes out next, taken from the budget. */
    private List<Errand> errands(Deque<Bundle> waiting, Instant now) {
        if (gate.takeToCheck(now)) {
            return List.of(Errand.check());
        }
        int free = gate.takeAll(now);
        List<Errand> out = List.of();
        if (introduced) {
            out = batches.form(waiting, free);
        } else if (free > 0 && underWay.isEmpty()) {
            out = List.of(Errand.check());
        }
        gate.giveBack(free - out.size());
        return out;
    }

    /** Each answer counts once, however often it takes to write it down. */
    private void note(List<Answer> taken, Instant now) {
        for (Answer answer : taken) {
            if (!underWay.remove(answer.errand())) {
                continue;
            }
            counts.request();
            if (answer instanceof Answer.Failed failed) {
                gate.failed(failed.why(), now);
            } else if (answer instanceof Answer.Broken) {
                gate.broke();
            } else {
                introduced = true;
                if (answer.errand().isCheck()) {
                    gate.checked();
                } else {
                    gate.worked();
                }
            }
        }
        Optional<Gate.Trouble> trouble = gate.trouble();
        if (!trouble.map(Gate.Trouble::code).equals(told.map(Gate.Trouble::code))) {
            trouble.ifPresentOrElse(
                    why -> log.atWarn()
                            .addKeyValue("crm", id)
                            .addKeyValue("code", why.code())
                            .addKeyValue("reason", why.reason())
                            .log("CRM takes nothing"),
                    () -> log.atInfo().addKeyValue("crm", id).log("CRM takes what it is sent"));
        }
    }

    private Look look(Tx tx, List<Bundle> goingOn, Instant now) {
        boolean paused = StatesTable.find(tx, id).orElseThrow().paused();
        int room = (introduced ? batches.room(gate.free(now)) : 0) - goingOn.size() - ready.size();
        Picked picked = paused || room <= 0 ? Picked.NOTHING : picker.pick(tx, busy(goingOn), room, now);
        return new Look(paused, plan(tx, now), picked);
    }

    /** A fault in the mapping stops planning, visibly, and is tried again: nothing is left out. */
    private Plan plan(Tx tx, Instant now) {
        if (now.isBefore(planAfter)) {
            return Plan.NOTHING;
        }
        try {
            Plan plan = planner.read(tx);
            planFailures = 0;
            planning = Optional.empty();
            return plan;
        } catch (RuntimeException e) {
            if (Transactions.isOfTheDatabase(e)) {
                throw e;
            }
            if (planning.isEmpty()) {
                log.atError()
                        .addKeyValue("crm", id)
                        .addKeyValue("fault", CrmWords.of(e))
                        .log("a mapping failed");
                log.debug("the mapping's own words", e);
            }
            planning = Optional.of(new Gate.Trouble("mapping", CrmWords.of(e), false));
            planAfter = now.plus(backoff.after(++planFailures));
            return Plan.NOTHING;
        }
    }

    private Set<CustomerId> busy(Collection<Bundle> goingOn) {
        Set<CustomerId> busy = new HashSet<>();
        goingOn.forEach(bundle -> busy.add(bundle.lane()));
        ready.forEach(bundle -> busy.add(bundle.lane()));
        underWay.forEach(errand -> errand.bundles().forEach(bundle -> busy.add(bundle.lane())));
        answers.forEach(answer -> answer.errand().bundles().forEach(bundle -> busy.add(bundle.lane())));
        return busy;
    }

    /** Paused: what has not gone goes back. Dry: what would be written is kept to be looked at. */
    private List<Settlement> stopped(Deque<Bundle> waiting, boolean paused, Instant now) {
        List<Settlement> tried = new ArrayList<>();
        waiting.removeIf(bundle -> {
            if (!paused && bundle.step() == Step.WRITE) {
                for (Prepared prepared : bundle.run()) {
                    String code = prepared.remoteId().isPresent() ? "would-update" : "would-create";
                    String payload = ValueText.json(Merge.of(prepared).toWrite());
                    tried.add(Settlement.of(prepared, Fate.tried(now, code, payload)));
                }
            }
            return paused || bundle.step() == Step.WRITE;
        });
        return tried;
    }

    /** One transaction; gives what may go out now. */
    private List<Errand> written(List<Settlement> settlements, Plan plan, List<Errand> out, Instant now) {
        Optional<Gate.Trouble> trouble = gate.trouble().or(() -> planning).or(gate.reading()::trouble);
        boolean nothing = settlements.isEmpty() && plan.isEmpty() && out.isEmpty() && trouble.equals(told);
        if (nothing) {
            return List.of();
        }
        List<Errand> sent;
        try {
            sent = transactions.write(tx -> {
                StatesTable.Row unused = StatesTable.hold(tx, id).orElseThrow();
                bookkeeper.write(tx, settlements, now);
                planner.write(tx, plan, now);
                if (!trouble.equals(told)) {
                    StatesTable.trouble(
                            tx, id, trouble.map(Gate.Trouble::code), trouble.map(Gate.Trouble::reason), now);
                }
                if (!out.isEmpty()) {
                    StatesTable.spent(tx, id, gate.spent());
                }
                return out.stream()
                        .flatMap(errand -> mark(tx, errand, now).stream())
                        .toList();
            });
        } catch (RuntimeException e) {
            gate.giveBack(out.size());
            throw e;
        }
        told = trouble;
        gate.giveBack(out.size() - sent.size());
        return sent;
    }

    /** Those of its operations that are still as they were picked; empty if none is. */
    private static Optional<Errand> mark(Tx tx, Errand errand, Instant now) {
        if (!errand.writes()) {
            return Optional.of(errand);
        }
        List<Bundle> marked = new ArrayList<>();
        for (Bundle bundle : errand.bundles()) {
            List<Prepared> run = new ArrayList<>();
            for (Prepared prepared : bundle.run()) {
                if (!OperationsTable.sent(tx, prepared.operation(), prepared.record(), now)) {
                    // those after it must not overtake it
                    break;
                }
                run.add(prepared);
            }
            if (!run.isEmpty()) {
                marked.add(new Bundle(bundle.lane(), run));
            }
        }
        return marked.isEmpty() ? Optional.empty() : Optional.of(new Errand(marked));
    }

    Gate gate() {
        return gate;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Takes in what comes within 5 s; confined to whoever has ended the thread. */
    @Override
    public void close() {
        courier.close();
        courier.await(answers, 0);
        List<Settlement> settlements = new ArrayList<>();
        Instant now = now();
        answers.forEach(
                answer -> settlements.addAll(settling.settle(answer, now).settlements()));
        if (!settlements.isEmpty()) {
            transactions.write(tx -> {
                StatesTable.Row unused = StatesTable.hold(tx, id).orElseThrow();
                bookkeeper.write(tx, settlements, now);
                return null;
            });
        }
    }
}
