package io.tagline.hub.fleet;

import io.tagline.hub.fleet.HealthHistoryTable.Owner;
import io.tagline.hub.fleet.HealthPoint.Grain;
import io.tagline.hub.store.Rounds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Writes down once a minute how the fleet is, makes hours of minutes, and lets go of what is old: minutes after two days, hours after
 * ninety. A minute that no hub was there for has no row. Safe for any thread; writing is one thread's.
 */
public final class HealthHistory {
    private static final String READING = "reading";
    private static final long LOOK_MS = 5_000;

    /** More agents than that are shown, and not remembered: 3,000 rows a minute are a second's work. */
    private static final int MOST_AGENTS = 3_000;

    private final Transactions transactions;
    private final Fleet fleet;
    private final Alarms alarms;
    private final InstantSource clock;

    public HealthHistory(Transactions transactions, Fleet fleet, Alarms alarms, InstantSource clock) {
        this.transactions = transactions;
        this.fleet = fleet;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** Starts writing it down on a thread of its own. Whoever starts it closes it, before the store. */
    public Rounds start(Consumer<String> onDeath) {
        return Rounds.start(
                "health-history",
                () -> {
                    boolean unused = look();
                    return LOOK_MS;
                },
                onDeath);
    }

    /** Writes down this minute, unless that has been done. For those who have it look by hand: tests. */
    public boolean look() {
        Instant minute = Grain.MINUTE.begin(clock.instant());
        boolean done = transactions
                .read(tx -> HealthHistoryTable.newest(tx, Grain.MINUTE))
                // one that lies ahead is from before the clock was set back
                .filter(minute::equals)
                .isPresent();
        if (done) {
            return false;
        }
        FleetView view = fleet.view();
        transactions.write(tx -> {
            write(tx, view, minute);
            return true;
        });
        alarms.letGo(view);
        return true;
    }

    private static void write(Tx tx, FleetView view, Instant minute) {
        HealthHistoryTable.insert(tx, Owner.HUB, hub(view, minute));
        view.agents().stream()
                .limit(MOST_AGENTS)
                .forEach(agent -> HealthHistoryTable.insert(
                        tx, new Owner(agent.address().site(), agent.address().agent()), point(agent, minute)));
        if (sumHours(tx, minute)) {
            HealthHistoryTable.prune(tx, Grain.HOUR, minute.minus(Grain.HOUR.kept()));
        }
        HealthHistoryTable.prune(tx, Grain.MINUTE, minute.minus(Grain.MINUTE.kept()));
    }

    /** All that are over and have minutes: the last one before the hub went down, too. */
    private static boolean sumHours(Tx tx, Instant minute) {
        Instant thisHour = Grain.HOUR.begin(minute);
        Instant from = HealthHistoryTable.newest(tx, Grain.HOUR)
                .map(newest -> newest.plus(Grain.HOUR.length()))
                .orElse(Instant.EPOCH);
        boolean summed = false;
        Optional<Instant> next = HealthHistoryTable.oldestMinute(tx, from, thisHour);
        while (next.isPresent()) {
            Instant hour = Grain.HOUR.begin(next.get());
            HealthHistoryTable.sumHour(tx, hour);
            summed = true;
            next = HealthHistoryTable.oldestMinute(tx, hour.plus(Grain.HOUR.length()), thisHour);
        }
        return summed;
    }

    private static HealthPoint hub(FleetView view, Instant minute) {
        return new HealthPoint(
                minute,
                Grain.MINUTE,
                1,
                1,
                OptionalLong.of(view.deadLetters()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                view.problems().size(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** What an agent that is not heard said last is not how it is now. */
    private static HealthPoint point(AgentView agent, Instant minute) {
        boolean online = agent.state() == AgentState.ONLINE;
        Optional<Health> health = agent.health().filter(said -> online);
        return new HealthPoint(
                minute,
                Grain.MINUTE,
                1,
                online ? 1 : 0,
                number(health.map(said -> said.journal().pending())),
                number(health.filter(said -> said.clock().quality() == ClockQuality.SYNCED)
                        .map(said -> (long) said.clock().errorMs())),
                number(health.map(said -> said.disk().freeBytes())),
                number(health.map(said -> (long) said.readers().size())),
                number(health.map(said -> said.readers().stream()
                        .filter(reader -> reader.state().equals(READING))
                        .count())),
                agent.problems().size(),
                number(health.map(said -> said.readers().stream()
                        .mapToLong(Health.ReaderHealth::reads)
                        .sum())),
                number(health.map(said -> said.portals().stream()
                        .mapToLong(Health.PortalHealth::scans)
                        .sum())));
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    /** How an agent was, oldest first: so much as is kept of this grain, or since a moment. */
    public List<HealthPoint> of(AgentAddress agent, Grain grain, Instant since) {
        return transactions.read(tx -> HealthHistoryTable.of(tx, new Owner(agent.site(), agent.agent()), grain, since));
    }

    /** The same of the hub itself. */
    public List<HealthPoint> ofHub(Grain grain, Instant since) {
        return transactions.read(tx -> HealthHistoryTable.of(tx, Owner.HUB, grain, since));
    }
}
