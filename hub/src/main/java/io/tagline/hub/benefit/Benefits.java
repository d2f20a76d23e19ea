package io.tagline.hub.benefit;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.benefit.BenefitArea.Kind;
import io.tagline.hub.promise.Money;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was measured, what it is held against, and what it cost. Safe for any thread. */
public final class Benefits {
    /** Periods in one report. */
    public static final int MOST_PERIODS = 120;

    private final Transactions transactions;
    private final ZoneId zone;
    private final InstantSource clock;

    /** @param zone in which days begin */
    public Benefits(Transactions transactions, ZoneId zone, InstantSource clock) {
        this.transactions = transactions;
        this.zone = zone;
        this.clock = clock;
    }

    /** What became of a change. */
    public enum Outcome {
        ADDED,
        CHANGED,
        /** It is there in another version, or is not there. */
        STALE,
        /** There are as many as there may be. */
        FULL
    }

    /** The day that it is. */
    public LocalDate today() {
        return clock.instant().atZone(zone).toLocalDate();
    }

    /**
     * The last periods of an area.
     *
     * @param until a day of the newest of them
     * @throws IllegalArgumentException for less than one period or more than 120
     */
    public BenefitReport report(BenefitArea area, Period period, LocalDate until, int count) {
        if (count < 1 || count > MOST_PERIODS) {
            throw new IllegalArgumentException(count + " periods: expected 1 to " + MOST_PERIODS);
        }
        List<Days> periods = period.upTo(until, count);
        Days all = new Days(periods.get(0).from(), periods.get(count - 1).to());
        return transactions.read(tx -> {
            List<KpiValuesTable.Row> rows = KpiValuesTable.of(tx, area, all);
            List<CostLine> costs = CostLinesTable.of(tx, area, all);
            Optional<Baseline> baseline = baseline(tx, area);
            Map<LocalDate, Instant> counted = KpiValuesTable.counted(tx, periods.get(count - 1));
            return new BenefitReport(
                    area,
                    period,
                    periods.stream()
                            .map(days -> new BenefitReport.Line(days, BenefitReport.sum(rows, days), sum(costs, days)))
                            .toList(),
                    baseline,
                    baseline.map(days -> BenefitReport.sum(KpiValuesTable.of(tx, area, days.days()), days.days()))
                            .orElse(Map.of()),
                    counted.values().stream().max(Instant::compareTo));
        });
    }

    /** Each area of a kind in some days, in order. */
    public SortedMap<BenefitArea, Map<Figure, Measure>> compare(Kind kind, Days days) {
        List<KpiValuesTable.Row> rows = transactions.read(tx -> KpiValuesTable.of(tx, kind, days));
        SortedMap<BenefitArea, Map<Figure, Measure>> found = new TreeMap<>();
        rows.stream()
                .map(KpiValuesTable.Row::area)
                .distinct()
                .forEach(area -> found.put(
                        area,
                        BenefitReport.sum(
                                rows.stream()
                                        .filter(row -> row.area().equals(area))
                                        .toList(),
                                days)));
        return found;
    }

    private static Optional<Baseline> baseline(Tx tx, BenefitArea area) {
        return BaselinesTable.find(tx, area).or(() -> BaselinesTable.find(tx, BenefitArea.ALL));
    }

    private static SortedMap<String, BigDecimal> sum(List<CostLine> lines, Days days) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        for (CostLine line : lines) {
            if (line.days().shared(days) > 0) {
                sums.merge(line.money().currency().getCurrencyCode(), line.in(days), BigDecimal::add);
            }
        }
        sums.replaceAll((currency, sum) -> sum.setScale(
                Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()), RoundingMode.HALF_EVEN));
        return sums;
    }

    /** Areas of which something was counted in the last 400 days. */
    public List<BenefitArea> areas() {
        LocalDate since = today().minusDays(BenefitCounter.HORIZON_DAYS);
        return transactions.read(tx -> KpiValuesTable.areas(tx, since));
    }

    public List<Baseline> baselines() {
        return transactions.read(BaselinesTable::all);
    }

    /** Has an area held against these days from now on. */
    public Outcome setBaseline(Viewer who, BenefitArea area, Days days) {
        Instant now = clock.instant();
        return transactions.write(tx -> {
            if (!BaselinesTable.put(tx, new Baseline(area, days, who.name(), now))) {
                return Outcome.FULL;
            }
            Audit.record(tx, who, "benefit.baseline-set", "area:" + area, days.from() + " to " + days.to(), now);
            return Outcome.CHANGED;
        });
    }

    /** Has it held against nothing of its own. */
    public Outcome dropBaseline(Viewer who, BenefitArea area) {
        return transactions.write(tx -> {
            if (!BaselinesTable.delete(tx, area)) {
                return Outcome.STALE;
            }
            Audit.record(tx, who, "benefit.baseline-dropped", "area:" + area, "", clock.instant());
            return Outcome.CHANGED;
        });
    }

    /** What somebody enters. */
    public record NewCost(String reference, CostKind kind, BenefitArea area, Days days, Money money, String note) {}

    /**
     * Adds a line, or changes the one of its reference.
     *
     * @param version that is to be changed; none to add one
     * @throws IllegalArgumentException for what is no line, saying why
     */
    public Outcome putCost(Viewer who, NewCost entered, Optional<Integer> version) {
        Instant now = clock.instant();
        CostLine line = new CostLine(
                entered.reference(),
                entered.kind(),
                entered.area(),
                entered.days(),
                entered.money(),
                entered.note(),
                who.name(),
                version.orElse(0) + 1,
                now);
        return transactions.write(tx -> {
            if (version.isEmpty() && CostLinesTable.count(tx) >= CostLinesTable.MOST) {
                return Outcome.FULL;
            }
            boolean done = version.isEmpty() ? CostLinesTable.insert(tx, line) : CostLinesTable.update(tx, line);
            if (!done) {
                return Outcome.STALE;
            }
            Audit.record(
                    tx,
                    who,
                    "benefit.cost-set",
                    "cost:" + line.reference(),
                    line.kind().code() + " " + line.area() + " " + line.days().from() + " to "
                            + line.days().to() + " " + line.money(),
                    now);
            return version.isEmpty() ? Outcome.ADDED : Outcome.CHANGED;
        });
    }

    /** Takes a line away. */
    public Outcome deleteCost(Viewer who, String reference, int version) {
        return transactions.write(tx -> {
            if (!CostLinesTable.delete(tx, reference, version)) {
                return Outcome.STALE;
            }
            Audit.record(tx, who, "benefit.cost-deleted", "cost:" + reference, "", clock.instant());
            return Outcome.CHANGED;
        });
    }

    public Optional<CostLine> cost(String reference) {
        return transactions.read(tx -> CostLinesTable.find(tx, reference));
    }

    /** In the order of their references, those after one. */
    public List<CostLine> costs(String after, int most) {
        return transactions.read(tx -> CostLinesTable.after(tx, after, most));
    }

    /** Those of an area that have some of these days, newest first. */
    public List<CostLine> costs(BenefitArea area, Days days) {
        return transactions.read(tx -> CostLinesTable.of(tx, area, days));
    }

    /** Has days counted again as soon as may be; those of more than 400 days ago stay as they are. */
    public void recount(Viewer who, Days days) {
        Instant now = clock.instant();
        transactions.write(tx -> {
            KpiValuesTable.forget(tx, days);
            Audit.record(tx, who, "benefit.recounted", "days:" + days.from(), "to " + days.to(), now);
            return true;
        });
    }
}
