package io.tagline.hub.benefit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How an area did, period by period, and before.
 *
 * @param baseline what it is held against: its own, or else that of the whole post
 * @param before what was measured in the days of the baseline
 * @param latest when the newest of the days shown was counted last; none if it never was
 */
public record BenefitReport(
        BenefitArea area,
        Period period,
        List<Line> lines,
        Optional<Baseline> baseline,
        Map<Figure, Measure> before,
        Optional<Instant> latest) {
    public BenefitReport {
        lines = List.copyOf(lines);
        before = Map.copyOf(before);
    }

    /**
     * One period.
     *
     * @param costs by the code of the currency
     */
    public record Line(Days days, Map<Figure, Measure> measures, SortedMap<String, BigDecimal> costs) {
        /** What was measured of a figure; nothing if it was not. */
        public Measure measure(Figure figure) {
            return measures.getOrDefault(figure, Measure.NONE);
        }

        /** Money for each parcel delivered, in a currency that there are costs in; empty without deliveries. */
        public Optional<BigDecimal> perParcel(String currency) {
            long parcels = measure(Figure.DELIVERY_TIME).all();
            BigDecimal cost = costs.get(currency);
            return cost == null || parcels == 0
                    ? Optional.empty()
                    : Optional.of(cost.divide(
                            BigDecimal.valueOf(parcels),
                            Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()),
                            RoundingMode.HALF_EVEN));
        }
    }

    static Map<Figure, Measure> sum(List<KpiValuesTable.Row> rows, Days days) {
        Map<Figure, Measure> sums = new EnumMap<>(Figure.class);
        rows.stream()
                .filter(row -> days.holds(row.day()))
                .forEach(row -> sums.merge(row.figure(), row.measure(), Measure::plus));
        return sums;
    }
}
