package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Metered;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the calls that the gate has let through, and lets none of their requests out beyond the budget. Safe for any thread. */
final class Meter {
    private static final long LOOK_MS = 10;

    private final Transactions transactions;
    private final CrmConnection crm;
    private final Gate gate;
    private final InstantSource clock;

    Meter(Transactions transactions, CrmConnection crm, Gate gate, InstantSource clock) {
        this.transactions = transactions;
        this.crm = crm;
        this.gate = gate;
        this.clock = clock;
    }

    /** Asks, having been let through; whoever was let through tells the gate what came of it. */
    <T> T ask(PeerDoor.Question<T> question) throws PeerException {
        Requests requests = new Requests();
        try {
            return Metered.call(requests, () -> question.ask(crm.peer()));
        } finally {
            requests.end();
        }
    }

    /** Writes down what is spent, before it is: a restart then spends nothing twice. */
    void keep() {
        transactions.write(tx -> {
            StatesTable.Row unused = StatesTable.hold(tx, crm.setup().id()).orElseThrow();
            StatesTable.spent(tx, crm.setup().id(), gate.spent());
            return null;
        });
    }

    /** Those of one call. Confined to its thread. */
    private final class Requests implements Metered.Leave {
        /** Taken when the call was let through. */
        private boolean first = true;

        @Override
        public void take() throws PeerException {
            if (first) {
                first = false;
                return;
            }
            await();
            boolean kept = false;
            try {
                keep();
                kept = true;
            } finally {
                if (!kept) {
                    over();
                }
            }
        }

        private void await() throws PeerException {
            Duration longest = crm.peer().traits().longestRequest();
            Instant begun = clock.instant();
            gate.queue();
            try {
                for (Instant now = begun; !gate.takeRequest(now); now = clock.instant()) {
                    if (now.isAfter(begun.plus(longest))) {
                        Duration more = Duration.between(now, gate.next(now));
                        throw new PeerBusyException("the budget is spent", Optional.of(more));
                    }
                    Thread.sleep(LOOK_MS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PeerAwayException("stopped while waiting for the budget", e);
            } finally {
                gate.unqueue();
            }
        }

        @Override
        public void over() {
            gate.requestOver(clock.instant());
        }

        /** A call that needed no request of its own counts as one. */
        void end() {
            if (first) {
                over();
            }
        }
    }
}
