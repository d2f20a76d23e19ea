package io.tagline.hub.web;

import io.tagline.hub.benefit.BenefitReport;
import io.tagline.hub.benefit.Days;
import io.tagline.hub.benefit.Figure;
import io.tagline.hub.benefit.Measure;
import io.tagline.hub.csv.CsvText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A report as a file for spreadsheets: one line for each period and figure, costs after them. */
final class BenefitCsv {
    private static final List<String> HEAD = List.of(
            "area",
            "period",
            "from",
            "to",
            "figure",
            "unit",
            "all",
            "measured",
            "hits",
            "value",
            "median",
            "slow_tenth",
            "baseline_from",
            "baseline_to",
            "baseline_value");

    private BenefitCsv() {}

    static String of(BenefitReport report) {
        CsvText csv = new CsvText().line(HEAD);
        for (BenefitReport.Line line : report.lines()) {
            for (Figure figure : Figure.values()) {
                csv.line(figure(report, line, figure));
            }
            for (Map.Entry<String, BigDecimal> cost : line.costs().entrySet()) {
                csv.line(cost(report, line.days(), "cost", cost.getKey(), cost.getValue()));
                line.perParcel(cost.getKey())
                        .ifPresent(each -> csv.line(cost(report, line.days(), "cost_per_parcel", cost.getKey(), each)));
            }
        }
        return csv.toString();
    }

    private static List<Object> figure(BenefitReport report, BenefitReport.Line line, Figure figure) {
        Measure measure = line.measure(figure);
        List<Object> cells = new ArrayList<>(head(report, line.days()));
        cells.addAll(List.of(figure.code(), unit(figure), measure.all(), measure.measured(), measure.hits()));
        cells.add(value(measure, figure));
        cells.add(seconds(measure.median()));
        cells.add(seconds(measure.slowTenth()));
        cells.add(report.baseline().map(b -> b.days().from().toString()).orElse(""));
        cells.add(report.baseline().map(b -> b.days().to().toString()).orElse(""));
        cells.add(value(report.before().getOrDefault(figure, Measure.NONE), figure));
        return cells;
    }

    private static List<Object> cost(BenefitReport report, Days days, String what, String currency, BigDecimal amount) {
        List<Object> cells = new ArrayList<>(head(report, days));
        cells.addAll(List.of(what, currency, "", "", "", amount, "", "", "", "", ""));
        return cells;
    }

    private static List<Object> head(BenefitReport report, Days days) {
        return List.of(
                report.area().toString(),
                report.period().code(),
                days.from().toString(),
                days.to().toString());
    }

    private static String unit(Figure figure) {
        return switch (figure.unit()) {
            case TIME -> "s";
            case SHARE -> "share";
            case SCORE -> "score";
        };
    }

    /** A text of nothing, or a number. */
    private static Object value(Measure measure, Figure figure) {
        if (measure.value(figure.unit()).isEmpty()) {
            return "";
        }
        double value = measure.value(figure.unit()).getAsDouble();
        BigDecimal exact = BigDecimal.valueOf(figure.unit() == Figure.Unit.TIME ? value / 1_000 : value);
        return exact.setScale(figure.unit() == Figure.Unit.TIME ? 3 : 6, RoundingMode.HALF_EVEN);
    }

    private static Object seconds(Optional<Duration> time) {
        return time.isEmpty() ? "" : BigDecimal.valueOf(time.get().toMillis(), 3);
    }
}
