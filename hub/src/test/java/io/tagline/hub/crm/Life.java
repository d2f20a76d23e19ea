package io.tagline.hub.crm;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.crm.fake.CutOff;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.store.Transactions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;

/** One life of a hub's process, as far as one CRM goes: ended by a kill, after which it does nothing more. */
final class Life {
    private final CutOff way;
    private final Dispatcher dispatcher;
    private final Thread thread;
    private volatile boolean dead;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    Life(Transactions transactions, CrmSetup setup, Peer peer, Mapping mapping, long seed) {
        way = new CutOff(peer);
        CrmCounts counts = new CrmCounts(new SimpleMeterRegistry(), setup.id());
        dispatcher = new Dispatcher(
                transactions,
                new CrmConnection(setup, way, mapping),
                Conflicts.UNSEEN,
                counts,
                new Random(seed),
                InstantSource.system());
        dispatcher.begin();
        thread = new Thread(this::run, "life");
        thread.start();
    }

    private void run() {
        try {
            while (!dead) {
                long pause = dispatcher.turn();
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Nothing of it goes on: what was under way arrives at the CRM, and nobody here hears of it. */
    void kill() throws InterruptedException {
        way.cut();
        dead = true;
        thread.join();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    void end() throws InterruptedException {
        dead = true;
        thread.join();
        dispatcher.close();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    boolean isWell() {
        return failure.isEmpty();
    }
}
