package io.tagline.hub.intake;

import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.ledger.JournalState;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Health;
import io.tagline.wire.Health.JournalHealth;
import io.tagline.wire.Receipt;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares what an agent's journal holds with the ledger, so that after a restart of either side, or a lost message, the agent is
 * freed of what the hub has and asked for what it misses. Confined to the intake thread.
 */
final class HealthDesk {
    private final Transactions transactions;
    private final IntakeMeters meters;
    private final InstantSource clock;
    /** Where each journal stood at its last health message; at most one entry for each agent. */
    private final Map<AgentAddress, Standing> lastSeen = new HashMap<>();

    HealthDesk(Transactions transactions, IntakeMeters meters, InstantSource clock) {
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    /** How far the ledger had come, how far the journal had, and how much is missing in between. */
    private record Standing(UUID journal, long inLedger, long inJournal, long missing) {}

    /**
     * Notes an agent's health.
     *
     * @return what to tell the agent, if there is something
     * @throws StoreUnavailableException if the database is away
     */
    Optional<AgentReceipt> heard(AgentAddress agent, Health health) {
        Instant now = clock.instant();
        JournalHealth journal = health.journal();
        JournalState state = transactions.write(tx -> {
            Fleet.heard(tx, agent, health, now);
            return compared(tx, agent, journal, now);
        });
        long inLedger = Math.min(state.highest(), journal.lastSeq());
        long missing = state.wanted().stream().mapToLong(SeqRange::size).sum();
        Standing before = lastSeen.put(agent, new Standing(journal.id(), inLedger, journal.lastSeq(), missing));
        meters.missing(lastSeen.values().stream().mapToLong(Standing::missing).sum());
        return receipt(agent, journal, state, stuckTail(before, journal, inLedger));
    }

    /**
     * Notes an agent's status.
     *
     * @throws StoreUnavailableException if the database is away
     */
    void heard(AgentAddress agent, AgentStatus status) {
        Instant now = clock.instant();
        transactions.write(tx -> {
            Fleet.heard(tx, agent, status, now);
            return true;
        });
    }

    private static JournalState compared(Tx tx, AgentAddress agent, JournalHealth journal, Instant now) {
        Journals.touch(tx, journal.id(), agent, now);
        Journals.heldFrom(tx, journal.id(), firstHeld(journal));
        return Journals.state(tx, journal.id());
    }

    /** An empty journal holds nothing of what it ever gave out. */
    private static long firstHeld(JournalHealth journal) {
        return journal.firstSeq() == 0 ? journal.lastSeq() + 1 : journal.firstSeq();
    }

    /**
     * What the journal has above the ledger's highest is on its way, or waits its turn. Only if the ledger has not moved since the
     * last health message, though there was something to send even then, has it got lost.
     */
    private static List<SeqRange> stuckTail(@Nullable Standing before, JournalHealth journal, long inLedger) {
        if (before == null || !before.journal().equals(journal.id()) || before.inLedger() != inLedger) {
            return List.of();
        }
        long from = Math.max(inLedger + 1, firstHeld(journal));
        return from <= before.inJournal() ? List.of(new SeqRange(from, before.inJournal())) : List.of();
    }

    private Optional<AgentReceipt> receipt(
            AgentAddress agent, JournalHealth journal, JournalState state, List<SeqRange> tail) {
        List<SeqRange> wanted = new ArrayList<>(state.wanted());
        wanted.addAll(tail);
        if (wanted.size() > Receipt.MOST) {
            wanted = wanted.subList(0, Receipt.MOST);
        }
        List<SeqRange> committed = journal.pending() > 0 && journal.firstSeq() >= 1
                ? state.committedBetween(journal.firstSeq(), journal.lastSeq(), Receipt.MOST)
                : List.of();
        if (wanted.isEmpty() && committed.isEmpty()) {
            return Optional.empty();
        }
        meters.wanted(wanted.stream().mapToLong(SeqRange::size).sum());
        return Optional.of(new AgentReceipt(agent, new Receipt(journal.id(), committed, wanted)));
    }
}
