package io.tagline.hub.crm;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagline.hub.store.Rounds;
import io.tagline.hub.store.Transactions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** All CRMs being kept in step, each by a thread of its own and as many more as may ask it at once. */
public final class Crm implements AutoCloseable {
    private final List<Dispatcher> dispatchers = new ArrayList<>();
    private final Map<String, Inbound> inbounds = new LinkedHashMap<>();
    private final List<Rounds> rounds = new ArrayList<>();
    private final CrmDesk desk;
    private final ConflictDesk conflictDesk;

    private Crm(
            Transactions transactions,
            List<CrmConnection> crms,
            Conflicts conflicts,
            HubSide hub,
            Supplier<RandomGenerator> randoms,
            MeterRegistry registry,
            InstantSource clock) {
        List<CrmDesk.Side> sides = new ArrayList<>();
        List<ConflictDesk.Side> incoming = new ArrayList<>();
        for (CrmConnection crm : crms) {
            CrmCounts counts = new CrmCounts(registry, crm.setup().id());
            Dispatcher dispatcher = new Dispatcher(transactions, crm, conflicts, counts, randoms.get(), clock);
            dispatcher.begin();
            dispatchers.add(dispatcher);
            sides.add(new CrmDesk.Side(crm, dispatcher.gate()));
            inbounds.put(
                    crm.setup().id(),
                    new Inbound(transactions, crm, dispatcher.gate(), crm.inbound(), hub, conflicts, clock));
            incoming.add(new ConflictDesk.Side(crm, new Arrivals(crm, crm.inbound(), hub, conflicts)));
        }
        this.desk = new CrmDesk(transactions, clock, sides);
        this.conflictDesk = new ConflictDesk(transactions, clock, incoming);
        desk.ids().forEach(id -> CrmGauges.bind(registry, desk, id, clock));
    }

    /**
     * Starts; returns at once, whether or not the CRMs are there. Whoever starts it closes it, before the peers and the store.
     *
     * @param conflicts is told of fields that both sides have changed
     * @param hub takes what comes in
     * @param onDeath is told why, should a thread die: a fault that only a restart heals
     */
    public static Crm start(
            Transactions transactions,
            List<CrmConnection> crms,
            Conflicts conflicts,
            HubSide hub,
            MeterRegistry registry,
            InstantSource clock,
            Consumer<String> onDeath) {
        return start(
                transactions,
                crms,
                conflicts,
                hub,
                () -> new Random(ThreadLocalRandom.current().nextLong()),
                registry,
                clock,
                onDeath);
    }

    /** As above, with pauses from these. */
    static Crm start(
            Transactions transactions,
            List<CrmConnection> crms,
            Conflicts conflicts,
            HubSide hub,
            Supplier<RandomGenerator> randoms,
            MeterRegistry registry,
            InstantSource clock,
            Consumer<String> onDeath) {
        InstantSource steady = new SteadyClock(clock, System::nanoTime);
        Crm started = new Crm(transactions, crms, conflicts, hub, randoms, registry, steady);
        started.rounds.add(Rounds.start("crm-left", new LeftCrms(transactions, crms, clock)::turn, onDeath));
        for (int i = 0; i < crms.size(); i++) {
            String id = crms.get(i).setup().id();
            String name = "crm-" + id;
            started.rounds.add(Rounds.start(name, started.dispatchers.get(i)::turn, onDeath));
            started.rounds.add(
                    Rounds.start(name + "-in", Objects.requireNonNull(started.inbounds.get(id))::turn, onDeath));
        }
        return started;
    }

    /** Has a CRM asked soon what changed there: it says that something did. */
    public void changed(String crm) {
        Optional.ofNullable(inbounds.get(crm)).ifPresent(Inbound::lookNow);
    }

    /** Where people look after it. */
    public CrmDesk desk() {
        return desk;
    }

    /** Where people decide on what both sides have changed. */
    public ConflictDesk conflicts() {
        return conflictDesk;
    }

    /** Waits up to 10 s for what is under way. */
    @Override
    public void close() {
        inbounds.values().forEach(Inbound::close);
        Collections.reverse(rounds);
        rounds.forEach(Rounds::close);
        dispatchers.forEach(Dispatcher::close);
    }
}
