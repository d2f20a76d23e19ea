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
import java.time.Duration;
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
    /**
     * A gap that an agent has been asked for so many times, a minute long, while no gap of its journal got smaller, has nothing in
     * it. As long as any does, the agent is at work, in the order of the numbers.
     */
    static final int TIMES_ASKED = 6;

    /**
     * An agent may say its health each second, and after an outage of the database a minute's messages are heard in a moment: it is
     * asked each time, but what is asked sooner than this after the last time counts as the same time.
     */
    static final Duration TIME_TO_ANSWER = Duration.ofSeconds(8);

    /**
     * The most scans that are asked for at a time: an agent sends these before any new ones, at thousands a second, so that new ones
     * wait for seconds though the hub was restored from last week's backup. One that sends none of them is asked for the rest too.
     */
    static final long MOST_WANTED = 25_000;

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

    /**
     * How far the ledger had come, how far the journal had, what was missing, how often that had been asked for, and when the last
     * time was that counts.
     */
    private record Standing(
            UUID journal, long inLedger, long inJournal, Map<SeqRange, Integer> asked, Instant countedAt) {
        long missing() {
            return asked.keySet().stream().mapToLong(SeqRange::size).sum();
        }

        /** True if something that was asked for has come meanwhile. */
        boolean isShrinking(List<SeqRange> missingNow) {
            long still = 0;
            for (SeqRange before : asked.keySet()) {
                for (SeqRange now : missingNow) {
                    still += Math.max(0, Math.min(before.to(), now.to()) - Math.max(before.from(), now.from()) + 1);
                }
            }
            return still < missing();
        }

        boolean hadTimeToAnswer(Instant now) {
            return Duration.between(countedAt, now).compareTo(TIME_TO_ANSWER) >= 0;
        }
    }

    /** A journal against the ledger, and what is asked for. */
    private record Compared(JournalState state, List<SeqRange> wanted) {}

    /**
     * Notes an agent's health.
     *
     * @return what to tell the agent, if there is something
     * @throws StoreUnavailableException if the database is away
     */
    Optional<AgentReceipt> heard(AgentAddress agent, Health health) {
        Instant now = clock.instant();
        JournalHealth journal = health.journal();
        Standing before = Optional.ofNullable(lastSeen.get(agent))
                .filter(standing -> standing.journal().equals(journal.id()))
                .orElse(null);
        Compared compared = transactions.write(tx -> {
            Fleet.heard(tx, agent, health, now);
            Journals.touch(tx, journal.id(), agent, now);
            Journals.heldFrom(tx, journal.id(), firstHeld(journal));
            return compared(tx, journal, before, now);
        });
        Standing standing = standing(journal, compared, before, now);
        lastSeen.put(agent, standing);
        meters.missing(lastSeen.values().stream().mapToLong(Standing::missing).sum());
        return receipt(agent, journal, compared, standing);
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

    private static Compared compared(Tx tx, JournalHealth journal, @Nullable Standing before, Instant now) {
        JournalState state = Journals.state(tx, journal.id());
        List<SeqRange> wanted = wanted(state, journal, before);
        List<SeqRange> inVain = before == null || !before.hadTimeToAnswer(now) || before.isShrinking(wanted)
                ? List.of()
                : wanted.stream()
                        .filter(range -> before != null && before.asked().getOrDefault(range, 0) >= TIMES_ASKED)
                        .toList();
        if (inVain.isEmpty()) {
            return new Compared(state, wanted);
        }
        Journals.giveUp(tx, journal.id(), inVain);
        JournalState less = Journals.state(tx, journal.id());
        return new Compared(less, wanted(less, journal, before));
    }

    private static List<SeqRange> wanted(JournalState state, JournalHealth journal, @Nullable Standing before) {
        List<SeqRange> wanted = new ArrayList<>(state.wanted());
        wanted.addAll(stuckTail(state, journal, before));
        return wanted.subList(0, Math.min(Receipt.MOST, wanted.size()));
    }

    /**
     * What the journal has above the ledger's highest is on its way, or waits its turn. Only if the ledger has not moved since the
     * last health message, though there was something to send even then, has it got lost.
     */
    private static List<SeqRange> stuckTail(JournalState state, JournalHealth journal, @Nullable Standing before) {
        long inLedger = Math.min(state.highest(), journal.lastSeq());
        if (before == null || before.inLedger() != inLedger || inLedger >= before.inJournal()) {
            return List.of();
        }
        return state.missingBetween(Math.max(inLedger + 1, firstHeld(journal)), before.inJournal(), Receipt.MOST);
    }

    private static Standing standing(JournalHealth journal, Compared compared, @Nullable Standing before, Instant now) {
        Standing last = before == null || before.isShrinking(compared.wanted()) ? null : before;
        Instant countedAt = last == null || last.hadTimeToAnswer(now) ? now : last.countedAt();
        Map<SeqRange, Integer> asked = new HashMap<>();
        for (SeqRange range : compared.wanted()) {
            int times = last == null ? 0 : last.asked().getOrDefault(range, 0);
            asked.put(range, countedAt.equals(now) ? times + 1 : Math.max(1, times));
        }
        long inLedger = Math.min(compared.state().highest(), journal.lastSeq());
        return new Standing(journal.id(), inLedger, journal.lastSeq(), asked, countedAt);
    }

    /** An empty journal holds nothing of what it ever gave out. */
    private static long firstHeld(JournalHealth journal) {
        if (journal.firstSeq() > 0) {
            return journal.firstSeq();
        }
        return journal.lastSeq() == Long.MAX_VALUE ? journal.lastSeq() : journal.lastSeq() + 1;
    }

    /** The lowest of them: while an agent owes those, it lets go of nothing above. */
    private static List<SeqRange> portion(List<SeqRange> wanted, Standing standing) {
        List<SeqRange> portion = new ArrayList<>();
        boolean silent = wanted.stream().anyMatch(range -> standing.asked().getOrDefault(range, 0) > TIMES_ASKED / 2);
        long left = silent ? Long.MAX_VALUE : MOST_WANTED;
        for (SeqRange range : wanted) {
            if (left > 0) {
                SeqRange part = range.size() <= left ? range : new SeqRange(range.from(), range.from() + left - 1);
                portion.add(part);
                left -= part.size();
            }
        }
        return portion;
    }

    private Optional<AgentReceipt> receipt(
            AgentAddress agent, JournalHealth journal, Compared compared, Standing standing) {
        List<SeqRange> wanted = portion(compared.wanted(), standing);
        List<SeqRange> committed = committed(journal, compared.state());
        if (wanted.isEmpty() && committed.isEmpty()) {
            return Optional.empty();
        }
        meters.wanted(wanted.stream().mapToLong(SeqRange::size).sum());
        return Optional.of(new AgentReceipt(agent, new Receipt(journal.id(), committed, wanted)));
    }

    private static List<SeqRange> committed(JournalHealth journal, JournalState state) {
        List<SeqRange> committed = new ArrayList<>();
        if (journal.pending() > 0 && journal.firstSeq() >= 1) {
            committed.addAll(state.committedBetween(journal.firstSeq(), journal.lastSeq(), Receipt.MOST - 1));
        }
        if (state.highest() > journal.lastSeq()) {
            // the agent went on meanwhile, or its numbers have been given before: only it can tell
            committed.add(new SeqRange(state.highest(), state.highest()));
        }
        return committed;
    }
}
