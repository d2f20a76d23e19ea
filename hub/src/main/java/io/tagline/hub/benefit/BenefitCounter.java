package io.tagline.hub.benefit;

import io.tagline.hub.promise.Rules;
import io.tagline.hub.store.Rounds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.tracking.SiteMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Counts days, one at a time: each new one at once, today's every five minutes, and older ones the more seldom the older they are, so that
 * what comes late or is corrected is in within a week at most. After 400 days a day stays as it is. Confined to one thread.
 */
public final class BenefitCounter {
    /** A year and the month before it. */
    static final int HORIZON_DAYS = 400;

    /** Three years; a baseline lies in them. */
    private static final int KEPT_DAYS = 1_096;

    private static final long IDLE_MS = 10_000;
    private static final long LEAST_PAUSE_MS = 250;

    /** Counted though nothing was delivered, solved or asked before: passages may go back so far. */
    private static final int LEAST_DAYS = 8;

    /** Of the time, counting takes a fifth at most. */
    private static final int REST = 4;

    private final Transactions transactions;
    private final Rules rules;
    private final SiteMap sites;
    private final InstantSource clock;

    public BenefitCounter(Transactions transactions, Rules rules, SiteMap sites, InstantSource clock) {
        this.transactions = transactions;
        this.rules = rules;
        this.sites = sites;
        this.clock = clock;
    }

    /** Starts counting on a thread of its own. Whoever starts it closes it, before the store. */
    public Rounds start(Consumer<String> onDeath) {
        return Rounds.start("benefits", this::round, onDeath);
    }

    private long round() {
        long begun = System.nanoTime();
        if (!look()) {
            return IDLE_MS;
        }
        return Math.max(
                LEAST_PAUSE_MS,
                REST * Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    /** Counts the day that has waited longest; false if none is due. For those who have it count by hand: tests. */
    public boolean look() {
        Instant now = clock.instant();
        LocalDate today = now.atZone(rules.zone()).toLocalDate();
        Optional<LocalDate> due = due(today, now);
        if (due.isEmpty()) {
            return false;
        }
        Tally tally = DayCount.of(transactions, rules, sites, due.get(), now);
        transactions.write(tx -> {
            KpiValuesTable.replace(tx, due.get(), tally, now);
            KpiValuesTable.prune(tx, today.minusDays(KEPT_DAYS));
            return true;
        });
        return true;
    }

    private Optional<LocalDate> due(LocalDate today, Instant now) {
        Days horizon = horizon(today);
        Map<LocalDate, Instant> counted = transactions.read(tx -> KpiValuesTable.counted(tx, horizon));
        return Stream.iterate(today, day -> !day.isBefore(horizon.from()), day -> day.minusDays(1))
                .filter(day -> !dueAt(day, today, counted).isAfter(now))
                .min(Comparator.comparing((LocalDate day) -> dueAt(day, today, counted))
                        // of those never counted the newest first
                        .thenComparing(Comparator.reverseOrder()));
    }

    private Days horizon(LocalDate today) {
        LocalDate least = today.minusDays(LEAST_DAYS - 1L);
        LocalDate most = today.minusDays(HORIZON_DAYS - 1L);
        LocalDate first = transactions
                .read(KpiValuesTable::first)
                .map(at -> at.atZone(rules.zone()).toLocalDate())
                .filter(day -> day.isBefore(least))
                .orElse(least);
        return new Days(first.isBefore(most) ? most : first, today);
    }

    private static Instant dueAt(LocalDate day, LocalDate today, Map<LocalDate, Instant> counted) {
        Instant last = counted.get(day);
        return last == null ? Instant.EPOCH : last.plus(again(new Days(day, today).count() - 1));
    }

    /** How long after it was counted a day is counted again, by its age in days. */
    private static Duration again(long age) {
        if (age == 0) {
            return Duration.ofMinutes(5);
        }
        if (age <= 7) {
            return Duration.ofHours(1);
        }
        return age <= 35 ? Duration.ofDays(1) : Duration.ofDays(7);
    }
}
