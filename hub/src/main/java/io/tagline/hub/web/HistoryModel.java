package io.tagline.hub.web;

import io.tagline.hub.fleet.HealthPoint;
import io.tagline.hub.fleet.HealthPoint.Grain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * How an agent or the hub was, as a table that charts are drawn from.
 *
 * @param clock whether hours matter more than days
 * @param zone IANA name of the zone that times are shown in
 */
record HistoryModel(String range, boolean clock, String zone, List<Row> rows) {

    /** How far back, and in what steps: about 190 rows at most, which a page and a reader can bear. */
    enum Range {
        HOURS(Grain.MINUTE, Duration.ofHours(3), Duration.ofMinutes(1)),
        DAYS(Grain.MINUTE, Duration.ofDays(2), Duration.ofMinutes(15)),
        MONTHS(Grain.HOUR, Duration.ofDays(90), Duration.ofHours(12));

        private final Grain grain;
        private final Duration length;
        private final Duration step;

        Range(Grain grain, Duration length, Duration step) {
            this.grain = grain;
            this.length = length;
            this.step = step;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        Grain grain() {
            return grain;
        }

        Instant since(Instant now) {
            return now.minus(length);
        }

        /** The one of this code; that of two days for anything else. */
        static Range of(String code) {
            for (Range range : values()) {
                if (range.code().equals(code)) {
                    return range;
                }
            }
            return DAYS;
        }
    }

    /** @param value as charts read it; empty where nothing is known */
    record Cell(String value, Optional<Amounts.Amount> shown) {
        static final Cell UNKNOWN = new Cell("", Optional.empty());
    }

    /** One step. */
    record Row(long at, Times.Local time, Map<String, Cell> cells) {}

    static HistoryModel of(List<HealthPoint> points, Range range, Times times, Optional<String> site, Locale language) {
        Amounts amounts = new Amounts(language);
        List<Row> rows = new ArrayList<>();
        long stepMs = range.step.toMillis();
        int from = 0;
        HealthPoint last = null;
        while (from < points.size()) {
            long step = points.get(from).at().toEpochMilli() / stepMs;
            int to = from;
            while (to < points.size() && points.get(to).at().toEpochMilli() / stepMs == step) {
                to++;
            }
            List<HealthPoint> together = points.subList(from, to);
            Instant at = Instant.ofEpochMilli(step * stepMs);
            rows.add(new Row(
                    at.toEpochMilli(), times.at(at, site), cells(together, Optional.ofNullable(last), amounts)));
            last = together.get(together.size() - 1);
            from = to;
        }
        return new HistoryModel(
                range.code(), range != Range.MONTHS, times.zone(site).getId(), rows);
    }

    private static Map<String, Cell> cells(List<HealthPoint> points, Optional<HealthPoint> before, Amounts amounts) {
        int minutes = points.stream().mapToInt(HealthPoint::minutes).sum();
        int online = points.stream().mapToInt(HealthPoint::online).sum();
        Map<String, Cell> cells = new LinkedHashMap<>();
        double share = minutes == 0 ? 0 : (double) online / minutes;
        cells.put("online", new Cell(String.valueOf(share), Optional.of(amounts.share(share))));
        put(cells, "pending", most(points.stream().map(HealthPoint::pending).toList()), amounts);
        put(
                cells,
                "reading",
                least(points.stream().map(HealthPoint::readersReading).toList()),
                amounts);
        cells.put("reads", rate(points, before, HealthPoint::reads, amounts));
        cells.put("scans", rate(points, before, HealthPoint::scans, amounts));
        OptionalLong error = most(points.stream().map(HealthPoint::clockErrorMs).toList());
        cells.put(
                "clock",
                error.isPresent()
                        ? new Cell(String.valueOf(error.getAsLong()), Optional.of(amounts.time((double)
                                error.getAsLong())))
                        : Cell.UNKNOWN);
        OptionalLong free = least(points.stream().map(HealthPoint::diskFree).toList());
        cells.put(
                "disk",
                free.isPresent()
                        ? new Cell(
                                String.valueOf(free.getAsLong()), Optional.of(amounts.bytes((double) free.getAsLong())))
                        : Cell.UNKNOWN);
        int problems = points.stream().mapToInt(HealthPoint::problems).max().orElse(0);
        cells.put("problems", new Cell(String.valueOf(problems), Optional.of(amounts.count(problems))));
        return cells;
    }

    private static void put(Map<String, Cell> cells, String name, OptionalLong value, Amounts amounts) {
        cells.put(
                name,
                value.isPresent()
                        ? new Cell(String.valueOf(value.getAsLong()), Optional.of(amounts.count((double)
                                value.getAsLong())))
                        : Cell.UNKNOWN);
    }

    private static OptionalLong most(List<OptionalLong> values) {
        return values.stream()
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
    }

    private static OptionalLong least(List<OptionalLong> values) {
        return values.stream()
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    /** By the minute, from the point before to the last of these; an agent that was restarted counts from nothing again. */
    private static Cell rate(
            List<HealthPoint> points,
            Optional<HealthPoint> before,
            Function<HealthPoint, OptionalLong> total,
            Amounts amounts) {
        HealthPoint first = before.orElse(points.get(0));
        HealthPoint last = points.get(points.size() - 1);
        OptionalLong from = total.apply(first);
        OptionalLong to = total.apply(last);
        double minutes = Duration.between(first.at(), last.at()).toMinutes();
        if (from.isEmpty() || to.isEmpty() || minutes <= 0) {
            return Cell.UNKNOWN;
        }
        long more = to.getAsLong() >= from.getAsLong() ? to.getAsLong() - from.getAsLong() : to.getAsLong();
        double rate = Math.round(more / minutes * 10) / 10.0;
        return new Cell(String.valueOf(rate), Optional.of(amounts.count(rate)));
    }
}
