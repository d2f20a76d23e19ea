package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of one CRM comes in, and both sides compared, turn by turn. Confined to one thread but for its end. */
final class Inbound implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Inbound.class);
    private static final long IDLE_MS = 200;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int PRUNED_AT_ONCE = 500;
    /** What was to be read again, and what is neither of a model nor of a comparison. */
    private static final String REST = "what comes in";

    private static final Duration BETWEEN_PRUNING = Duration.ofMinutes(10);

    private final Transactions transactions;
    private final CrmConnection crm;
    private final Gate gate;
    private final PeerDoor door;
    private final Puller puller;
    private final Reconciler reconciler;
    private final InstantSource clock;
    private Instant pruneAt = Instant.MIN;

    Inbound(
            Transactions transactions,
            CrmConnection crm,
            Gate gate,
            InboundSetup setup,
            HubSide hub,
            Conflicts conflicts,
            InstantSource clock) {
        this.transactions = transactions;
        this.crm = crm;
        this.gate = gate;
        this.clock = clock;
        this.door = new PeerDoor(transactions, crm, gate, clock);
        this.puller = new Puller(
                transactions, crm, door, new Arrivals(crm, setup, hub, conflicts), gate.reading(), setup.pullEvery());
        this.reconciler = new Reconciler(transactions, crm, door, gate.reading(), setup);
    }

    /** Does what can be done now; gives how many milliseconds to wait before the next turn. */
    long turn() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = crm.setup().id();
        prune(id, now);
        boolean paused = transactions.read(
                tx -> StatesTable.find(tx, id).map(StatesTable.Row::paused).orElse(true));
        // whether a CRM that is closed to us still is finds out who sends; of one that was busy or away anybody may, in
        // time: there may be
        // nothing to send
        if (paused
                || crm.setup().dryRun()
                || !gate.hasWorked()
                || !gate.reading().mayTry(REST, now)
                || gate.trouble()
                        .filter(why -> why.closed() || gate.next(now).isAfter(now))
                        .isPresent()) {
            return IDLE_MS;
        }
        try {
            boolean pulls = puller.turn(now);
            boolean compares = reconciler.turn(now);
            gate.reading().worked(REST);
            return pulls || compares ? 0 : IDLE_MS;
        } catch (PeerException e) {
            log.atDebug()
                    .addKeyValue("crm", id)
                    .addKeyValue("reason", e.getMessage())
                    .log("nothing comes in");
            return IDLE_MS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return IDLE_MS;
        } catch (RuntimeException e) {
            if (!Reading.isOfOne(e)) {
                throw e;
            }
            gate.reading().failed(REST, e, now);
            return IDLE_MS;
        }
    }

    /** Something changed there. Any thread. */
    void lookNow() {
        puller.lookNow();
    }

    private void prune(String id, Instant now) {
        if (now.isBefore(pruneAt)) {
            return;
        }
        int pruned = transactions.write(tx -> OperationsTable.prune(tx, id, now.minus(KEPT), PRUNED_AT_ONCE));
        if (pruned == PRUNED_AT_ONCE) {
            // the rest with the next turns: others write, too
            return;
        }
        pruneAt = now.plus(BETWEEN_PRUNING);
        transactions.write(tx -> {
            InboxTable.prune(tx, id, now);
            ConflictsTable.prune(tx, id, now);
            return null;
        });
    }

    /** Who waits to ask something gives up. */
    @Override
    public void close() {
        door.close();
    }
}
