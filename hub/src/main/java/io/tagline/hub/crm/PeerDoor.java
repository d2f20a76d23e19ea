package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.store.Transactions;
import java.time.InstantSource;

/** How others than the dispatcher ask a CRM something: by the same budget, and before what is sent. Safe for any thread. */
final class PeerDoor implements AutoCloseable {
    private static final long LOOK_MS = 20;

    private final Meter meter;
    private final Gate gate;
    private final InstantSource clock;
    private volatile boolean closed;

    PeerDoor(Transactions transactions, CrmConnection crm, Gate gate, InstantSource clock) {
        this.meter = new Meter(transactions, crm, gate, clock);
        this.gate = gate;
        this.clock = clock;
    }

    /** What is asked in one call. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Peer peer) throws PeerException;
    }

    /**
     * Asks once it may, however long that takes.
     *
     * @throws PeerException as the CRM has it; nothing is tried again
     * @throws InterruptedException if this thread is to end
     */
    <T> T ask(Question<T> question) throws PeerException, InterruptedException {
        gate.queue();
        try {
            while (!gate.takeOne(clock.instant())) {
                if (closed) {
                    throw new InterruptedException("nobody is let through any more");
                }
                Thread.sleep(LOOK_MS);
            }
        } finally {
            gate.unqueue();
        }
        boolean told = false;
        try {
            meter.keep();
            T answer = meter.ask(question);
            gate.worked();
            told = true;
            return answer;
        } catch (PeerException e) {
            if (e instanceof PeerClosedException closed && Reading.isOfOne(closed)) {
                gate.broke();
            } else {
                gate.failed(e, clock.instant());
            }
            told = true;
            throw e;
        } finally {
            if (!told) {
                gate.broke();
            }
        }
    }

    /** Who waits to ask gives up. */
    @Override
    public void close() {
        closed = true;
    }
}
