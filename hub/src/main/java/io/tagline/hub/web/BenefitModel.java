package io.tagline.hub.web;

import io.tagline.hub.benefit.BenefitArea;
import io.tagline.hub.benefit.BenefitReport;
import io.tagline.hub.benefit.CostLine;
import io.tagline.hub.benefit.Days;
import io.tagline.hub.benefit.Figure;
import io.tagline.hub.benefit.Measure;
import io.tagline.hub.benefit.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Figures as the page shows them: what was and what is, period by period, area by area, and what it cost. */
record BenefitModel(
        List<Head> heads,
        List<String> currencies,
        Optional<Row> before,
        List<Row> rows,
        List<Achieved> achieved,
        String achievedDays,
        List<Row> areas,
        List<Cost> costs) {

    /**
     * A column.
     *
     * @param unit as the charts know it
     */
    record Head(String figure, String unit) {}

    /**
     * A cell.
     *
     * @param value as the charts read it; empty where nothing could be measured
     * @param shown the same for people
     * @param median the time that half of all took at most
     * @param measured how many could be, of all
     */
    record Cell(
            String value,
            Optional<Amounts.Amount> shown,
            Optional<Amounts.Amount> median,
            String measured,
            String all) {}

    /** @param at milliseconds of its first day, for charts; 0 where it is no period */
    record Row(String name, String area, long at, List<Cell> cells, List<String> costs) {}

    /**
     * A figure now against before.
     *
     * @param verdict better, worse, same; none where one of both is not known
     */
    record Achieved(
            String figure, Cell before, Cell now, Optional<Amounts.Amount> change, String sign, String verdict) {}

    /** A cost line. */
    record Cost(String reference, int version, String kind, String days, String amount, String note, String who) {}

    /** Makes it for readers of one language. Confined to one request. */
    static final class Maker {
        private static final double NO_CHANGE = 0.0005;

        private final Amounts amounts;
        private final Times times;
        private final Period period;

        Maker(Locale language, Times times, Period period) {
            this.amounts = new Amounts(language);
            this.times = times;
            this.period = period;
        }

        BenefitModel make(
                BenefitReport report,
                LocalDate today,
                Map<BenefitArea, Map<Figure, Measure>> areas,
                List<CostLine> costs) {
            List<String> currencies = currencies(report);
            BenefitReport.Line newest = newestWhole(report, today);
            return new BenefitModel(
                    List.of(Figure.values()).stream()
                            .map(figure -> new Head(figure.code(), unit(figure)))
                            .toList(),
                    currencies,
                    report.baseline()
                            .map(baseline -> new Row(
                                    span(baseline.days()),
                                    baseline.area().toString(),
                                    0,
                                    cells(report.before()),
                                    currencies.stream().map(any -> "").toList())),
                    report.lines().stream().map(line -> row(line, currencies)).toList(),
                    report.baseline().isEmpty() ? List.of() : achieved(report, newest),
                    name(newest.days()),
                    areas.entrySet().stream()
                            .map(each -> new Row(
                                    each.getKey().id(), each.getKey().toString(), 0, cells(each.getValue()), List.of()))
                            .toList(),
                    costs.stream().map(this::cost).toList());
        }

        /** The last that is over; the last of all if none is. */
        private static BenefitReport.Line newestWhole(BenefitReport report, LocalDate today) {
            List<BenefitReport.Line> lines = report.lines();
            for (int i = lines.size() - 1; i >= 0; i--) {
                if (lines.get(i).days().to().isBefore(today)) {
                    return lines.get(i);
                }
            }
            return lines.get(lines.size() - 1);
        }

        private static List<String> currencies(BenefitReport report) {
            TreeSet<String> all = new TreeSet<>();
            report.lines().forEach(line -> all.addAll(line.costs().keySet()));
            return List.copyOf(all);
        }

        private Row row(BenefitReport.Line line, List<String> currencies) {
            List<String> costs = new ArrayList<>();
            for (String currency : currencies) {
                BigDecimal cost = line.costs().get(currency);
                costs.add(cost == null ? "" : amounts.money(cost, currency));
            }
            return new Row(
                    name(line.days()),
                    "",
                    line.days().from().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(),
                    cells(line.measures()),
                    costs);
        }

        private List<Cell> cells(Map<Figure, Measure> measures) {
            return List.of(Figure.values()).stream()
                    .map(figure -> cell(figure, measures.getOrDefault(figure, Measure.NONE)))
                    .toList();
        }

        private Cell cell(Figure figure, Measure measure) {
            Optional<Double> value = value(figure, measure);
            return new Cell(
                    value.map(String::valueOf).orElse(""),
                    value.map(number -> amount(figure, number)),
                    measure.median().map(time -> amounts.time((double) time.toMillis())),
                    amounts.number(measure.measured()),
                    amounts.number(measure.all()));
        }

        private static Optional<Double> value(Figure figure, Measure measure) {
            return measure.value(figure.unit()).isPresent()
                    ? Optional.of(measure.value(figure.unit()).getAsDouble())
                    : Optional.empty();
        }

        private Amounts.Amount amount(Figure figure, double value) {
            return switch (figure.unit()) {
                case TIME -> amounts.time(value);
                case SHARE -> amounts.share(value);
                case SCORE -> amounts.score(value);
            };
        }

        private List<Achieved> achieved(BenefitReport report, BenefitReport.Line newest) {
            return List.of(Figure.values()).stream()
                    .map(figure -> {
                        Measure before = report.before().getOrDefault(figure, Measure.NONE);
                        Measure now = newest.measure(figure);
                        Optional<Double> change = value(figure, before)
                                .flatMap(was -> value(figure, now).map(is -> is - was));
                        return new Achieved(
                                figure.code(),
                                cell(figure, before),
                                cell(figure, now),
                                change.map(by -> amount(figure, Math.abs(by))),
                                change.map(by -> by < 0 ? "−" : "+").orElse(""),
                                change.map(by -> verdict(figure, by)).orElse(""));
                    })
                    .toList();
        }

        private static String verdict(Figure figure, double by) {
            double least =
                    switch (figure.unit()) {
                        case TIME -> 1;
                        case SHARE -> NO_CHANGE;
                        // shown with one digit
                        case SCORE -> 0.05;
                    };
            if (Math.abs(by) < least) {
                return "same";
            }
            return by < 0 == figure.lowerIsBetter() ? "better" : "worse";
        }

        private Cost cost(CostLine line) {
            return new Cost(
                    line.reference(),
                    line.version(),
                    line.kind().code(),
                    span(line.days()),
                    amounts.money(line.money().amount(), line.money().currency().getCurrencyCode()),
                    line.note(),
                    line.who());
        }

        String name(Days days) {
            return period == Period.MONTH && !times.isIranian() ? times.month(days.from()) : span(days);
        }

        private String span(Days days) {
            return days.count() == 1
                    ? times.date(days.from())
                    : times.date(days.from()) + " – " + times.date(days.to());
        }
    }

    private static String unit(Figure figure) {
        return switch (figure.unit()) {
            case TIME -> "time";
            case SHARE -> "share";
            case SCORE -> "score";
        };
    }
}
