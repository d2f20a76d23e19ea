package io.tagline.hub.crm;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One CRM's two directions, driven by hand: what happens between two steps is the test's to say. The clock moves as it is told. */
final class TurnByTurn implements AutoCloseable {
    private static final int MOST_TURNS = 10_000;
    private static final int MOST_ROUNDS = 50;
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Store store;
    private final Dispatcher dispatcher;
    private final Inbound inbound;
    private final ConflictDesk desk;
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");

    TurnByTurn(Store store, Peer peer, TestShop shop) {
        this.store = store;
        InstantSource clock = () -> now;
        InboundSetup pulls = new InboundSetup(Duration.ofMillis(20), false, Duration.ZERO, false);
        CrmConnection crm = new CrmConnection(
                new CrmSetup(
                        "fake",
                        false,
                        false,
                        Set.of(),
                        new CrmLimits(100_000, Duration.ofSeconds(1), 4),
                        Duration.ofMillis(5)),
                peer,
                shop,
                Introduction::logIn,
                pulls);
        Conflicts conflicts = new KeptConflicts(clock);
        this.dispatcher = new Dispatcher(
                store.transactions(),
                crm,
                conflicts,
                new CrmCounts(new SimpleMeterRegistry(), "fake"),
                new Random(1),
                clock);
        this.inbound = new Inbound(store.transactions(), crm, dispatcher.gate(), pulls, shop, conflicts, clock);
        this.desk = new ConflictDesk(
                store.transactions(),
                clock,
                List.of(new ConflictDesk.Side(crm, new Arrivals(crm, pulls, shop, conflicts))));
        dispatcher.begin();
    }

    ConflictDesk desk() {
        return desk;
    }

    /** Goes on until all that happened here is there, or waits for a person. */
    void out() {
        out(0);
    }

    /** As above, with so many that are left to a person. */
    void out(int parked) {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            long pause = dispatcher.turn();
            boolean done = store.transactions()
                    .read(tx -> Happenings.waiting(tx, "crm:fake") == 0
                            && OperationsTable.countOpen(tx, "fake", parked + 1) == parked
                            && OperationsTable.count(tx, "fake", OperationState.PARKED, parked + 1) == parked);
            if (done) {
                return;
            }
            now = now.plusMillis(pause);
        }
        throw new AssertionError("not all is out after " + MOST_TURNS + " turns");
    }

    /** Reads what changed there, once, and what could not be taken in before. */
    void in() {
        now = now.plus(STEP);
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            long pause = inbound.turn();
            if (pause > 0) {
                now = now.plus(STEP);
                return;
            }
        }
        throw new AssertionError("not all is in after " + MOST_TURNS + " turns");
    }

    /** Until there is nothing to do on either side. */
    void level() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            out();
            String before = place();
            in();
            boolean isLevel = place().equals(before)
                    && store.transactions()
                            .read(tx -> Happenings.waiting(tx, "crm:fake") == 0
                                    && OperationsTable.countOpen(tx, "fake", 1) == 0
                                    && InboxTable.waiting(tx, "fake") == 0);
            if (isLevel) {
                return;
            }
        }
        throw new AssertionError("still something to do after " + MOST_ROUNDS + " rounds");
    }

    private String place() {
        return store.transactions()
                .read(tx -> CursorsTable.place(tx, "fake", TestShop.ACCOUNT))
                .orElse("");
    }

    @Override
    public void close() {
        inbound.close();
        dispatcher.close();
    }
}
