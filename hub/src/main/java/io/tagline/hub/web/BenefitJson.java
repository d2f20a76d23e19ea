package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.benefit.Baseline;
import io.tagline.hub.benefit.BenefitArea;
import io.tagline.hub.benefit.BenefitReport;
import io.tagline.hub.benefit.CostLine;
import io.tagline.hub.benefit.Days;
import io.tagline.hub.benefit.Figure;
import io.tagline.hub.benefit.Measure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Figures, baselines and costs as the API writes them. */
final class BenefitJson {
    private BenefitJson() {}

    /** A report. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Report(
            String area,
            String period,
            Optional<Instant> countedAt,
            Optional<BaselineJson> baseline,
            List<FigureJson> before,
            List<Line> periods) {
        static Report of(BenefitReport report) {
            return new Report(
                    report.area().toString(),
                    report.period().code(),
                    report.latest(),
                    report.baseline().map(BaselineJson::of),
                    report.baseline().isEmpty() ? List.of() : figures(report.before()),
                    report.lines().stream().map(Line::of).toList());
        }
    }

    /** One period. */
    record Line(LocalDate from, LocalDate to, List<FigureJson> figures, List<Amount> costs) {
        static Line of(BenefitReport.Line line) {
            return new Line(
                    line.days().from(),
                    line.days().to(),
                    BenefitJson.figures(line.measures()),
                    line.costs().entrySet().stream()
                            .map(cost -> new Amount(cost.getValue(), cost.getKey(), line.perParcel(cost.getKey())))
                            .toList());
        }
    }

    /** Money of a period. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Amount(BigDecimal amount, String currency, Optional<BigDecimal> perParcel) {}

    /** One figure: times in seconds; without a value while nothing could be measured. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record FigureJson(
            String figure,
            String unit,
            long all,
            long measured,
            long hits,
            Optional<Double> value,
            Optional<Double> median,
            Optional<Double> slowTenth) {
        static FigureJson of(Figure figure, Measure measure) {
            boolean time = figure.unit() == Figure.Unit.TIME;
            Optional<Double> value = measure.value(figure.unit()).isPresent()
                    ? Optional.of(measure.value(figure.unit()).getAsDouble() / (time ? 1_000 : 1))
                    : Optional.empty();
            return new FigureJson(
                    figure.code(),
                    time ? "seconds" : figure.unit() == Figure.Unit.SHARE ? "share" : "score",
                    measure.all(),
                    measure.measured(),
                    measure.hits(),
                    value,
                    measure.median().map(FigureJson::seconds),
                    measure.slowTenth().map(FigureJson::seconds));
        }

        private static double seconds(Duration time) {
            return time.toMillis() / 1_000.0;
        }
    }

    static List<FigureJson> figures(Map<Figure, Measure> measures) {
        return Stream.of(Figure.values())
                .map(figure -> FigureJson.of(figure, measures.getOrDefault(figure, Measure.NONE)))
                .toList();
    }

    /** Areas that something was counted of. */
    record AreaList(List<String> areas) {
        static AreaList of(List<BenefitArea> areas) {
            return new AreaList(areas.stream().map(BenefitArea::toString).toList());
        }
    }

    /** Areas side by side. */
    record Comparison(LocalDate from, LocalDate to, List<AreaFigures> areas) {
        static Comparison of(Days days, Map<BenefitArea, Map<Figure, Measure>> found) {
            return new Comparison(
                    days.from(),
                    days.to(),
                    found.entrySet().stream()
                            .map(each -> new AreaFigures(each.getKey().toString(), figures(each.getValue())))
                            .toList());
        }
    }

    /** One of them. */
    record AreaFigures(String area, List<FigureJson> figures) {}

    /** The days that an area is held against. */
    record BaselineJson(String area, LocalDate from, LocalDate to, String who, Instant at) {
        static BaselineJson of(Baseline baseline) {
            return new BaselineJson(
                    baseline.area().toString(),
                    baseline.days().from(),
                    baseline.days().to(),
                    baseline.who(),
                    baseline.at());
        }
    }

    /** All of them. */
    record BaselineList(List<BaselineJson> baselines) {}

    /** A cost line. */
    record CostJson(
            String reference,
            String kind,
            String area,
            LocalDate from,
            LocalDate to,
            Money cost,
            String note,
            String who,
            int version,
            Instant at) {
        /** As it is entered. */
        record Money(String amount, String currency) {}

        static CostJson of(CostLine line) {
            return new CostJson(
                    line.reference(),
                    line.kind().code(),
                    line.area().toString(),
                    line.days().from(),
                    line.days().to(),
                    new Money(
                            line.money().amount().toPlainString(),
                            line.money().currency().getCurrencyCode()),
                    line.note(),
                    line.who(),
                    line.version(),
                    line.at());
        }
    }

    /** A page of them. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record CostList(List<CostJson> costs, Optional<String> next) {}
}
