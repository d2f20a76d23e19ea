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
    /** Where the journals of each agent stood at its last health message. */
    private final Map<AgentAddress, List<Standing>> lastSeen = new HashMap<>();

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
    private record Compared(Held journal, @Nullable Standing before, JournalState state, List<SeqRange> wanted) {
        long inLedger() {
            return Math.min(state.highest(), journal.lastSeq());
        }

        /** True if something has come since the last health message. */
        boolean isMoving() {
            return before != null && (before.inLedger() != inLedger() || before.isShrinking(wanted));
        }
    }

    /**
     * Notes an agent's health.
     *
     * @return what to tell the agent, at most one for each of its journals
     * @throws StoreUnavailableException if the database is away
     */
    List<AgentReceipt> heard(AgentAddress agent, Health health) {
        Instant now = clock.instant();
        List<Standing> before = lastSeen.getOrDefault(agent, List.of());
        List<Compared> all = transactions.write(tx -> {
            Fleet.heard(tx, agent, health, now);
            // a copy of the file may be with another agent, which does not make these journals shared
            health.journal().earlier().forEach(each -> Journals.touchQuietly(tx, each.id(), agent, now));
            Journals.touch(tx, health.journal().id(), agent, now);
            return compared(tx, Held.oldestFirst(health.journal()), before, now);
        });
        List<Standing> standings = new ArrayList<>();
        List<AgentReceipt> receipts = new ArrayList<>();
        for (Compared compared : all) {
            Standing standing = standing(compared, now);
            standings.add(standing);
            receipt(agent, compared, standing).ifPresent(receipts::add);
        }
        lastSeen.put(agent, standings);
        meters.missing(lastSeen.values().stream()
                .flatMap(List::stream)
                .mapToLong(Standing::missing)
                .sum());
        return receipts;
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

    /** An agent sends in order: while it is at work on one journal, no later one is asked in vain. */
    private static List<Compared> compared(Tx tx, List<Held> oldestFirst, List<Standing> lastTime, Instant now) {
        List<Compared> all = new ArrayList<>();
        boolean busy = false;
        for (Held journal : oldestFirst) {
            Standing before = lastTime.stream()
                    .filter(standing -> standing.journal().equals(journal.id()))
                    .findFirst()
                    .orElse(null);
            Journals.heldFrom(tx, journal.id(), journal.firstHeld());
            Compared compared = compared(tx, journal, busy ? null : before, now);
            all.add(compared);
            busy |= compared.isMoving();
        }
        return all;
    }

    private static Compared compared(Tx tx, Held journal, @Nullable Standing before, Instant now) {
        JournalState state = Journals.state(tx, journal.id());
        List<SeqRange> wanted = wanted(state, journal, before);
        List<SeqRange> inVain = before == null || !before.hadTimeToAnswer(now) || before.isShrinking(wanted)
                ? List.of()
                : wanted.stream()
                        .filter(range -> before != null && before.asked().getOrDefault(range, 0) >= TIMES_ASKED)
                        .toList();
        if (inVain.isEmpty()) {
            return new Compared(journal, before, state, wanted);
        }
        Journals.giveUp(tx, journal.id(), inVain);
        JournalState less = Journals.state(tx, journal.id());
        return new Compared(journal, before, less, wanted(less, journal, before));
    }

    private static List<SeqRange> wanted(JournalState state, Held journal, @Nullable Standing before) {
        List<SeqRange> wanted = new ArrayList<>(state.wanted());
        wanted.addAll(stuckTail(state, journal, before));
        return wanted.subList(0, Math.min(Receipt.MOST, wanted.size()));
    }

    /**
     * What the journal has above the ledger's highest is on its way, or waits its turn. Only if the ledger has not moved since the
     * last health message, though there was something to send even then, has it got lost.
     */
    private static List<SeqRange> stuckTail(JournalState state, Held journal, @Nullable Standing before) {
        long inLedger = Math.min(state.highest(), journal.lastSeq());
        if (before == null || before.inLedger() != inLedger || inLedger >= before.inJournal()) {
            return List.of();
        }
        return state.missingBetween(Math.max(inLedger + 1, journal.firstHeld()), before.inJournal(), Receipt.MOST);
    }

    private static Standing standing(Compared compared, Instant now) {
        Standing before = compared.before();
        Standing last = before == null || before.isShrinking(compared.wanted()) ? null : before;
        Instant countedAt = last == null || last.hadTimeToAnswer(now) ? now : last.countedAt();
        Map<SeqRange, Integer> asked = new HashMap<>();
        for (SeqRange range : compared.wanted()) {
            int times = last == null ? 0 : last.asked().getOrDefault(range, 0);
            asked.put(range, countedAt.equals(now) ? times + 1 : Math.max(1, times));
        }
        Held journal = compared.journal();
        return new Standing(journal.id(), compared.inLedger(), journal.lastSeq(), asked, countedAt);
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

    private Optional<AgentReceipt> receipt(AgentAddress agent, Compared compared, Standing standing) {
        Held journal = compared.journal();
        List<SeqRange> wanted = portion(compared.wanted(), standing);
        List<SeqRange> committed = committed(journal, compared.state());
        if (wanted.isEmpty() && committed.isEmpty()) {
            return Optional.empty();
        }
        meters.wanted(wanted.stream().mapToLong(SeqRange::size).sum());
        return Optional.of(new AgentReceipt(agent, new Receipt(journal.id(), committed, wanted)));
    }

    private static List<SeqRange> committed(Held journal, JournalState state) {
        List<SeqRange> committed = new ArrayList<>();
        if (journal.pending() > 0 && journal.firstSeq() >= 1) {
            committed.addAll(state.committedBetween(journal.firstSeq(), journal.lastSeq(), Receipt.MOST - 1));
        }
        if (journal.growing() && state.highest() > journal.lastSeq()) {
            // the agent went on meanwhile, or its numbers have been given before: only it can tell
            committed.add(new SeqRange(state.highest(), state.highest()));
        }
        return committed;
    }
}
