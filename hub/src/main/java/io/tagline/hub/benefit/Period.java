package io.tagline.hub.benefit;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Into what a report divides time. Weeks begin on Monday (ISO 8601). */
public enum Period {
    DAY,
    WEEK,
    MONTH;

    /** Stable word in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The period of this code, or empty if there is none. */
    public static Optional<Period> ofCode(String code) {
        for (Period period : values()) {
            if (period.code().equals(code)) {
                return Optional.of(period);
            }
        }
        return Optional.empty();
    }

    /** The whole one that holds a day. */
    public Days around(LocalDate day) {
        return switch (this) {
            case DAY -> new Days(day, day);
            case WEEK -> {
                LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield new Days(monday, monday.plusDays(6));
            }
            case MONTH -> new Days(day.withDayOfMonth(1), day.with(TemporalAdjusters.lastDayOfMonth()));
        };
    }

    /** So many, the one that holds this day last. */
    public List<Days> upTo(LocalDate day, int count) {
        Deque<Days> all = new ArrayDeque<>();
        Days newest = around(day);
        for (int i = 0; i < count; i++) {
            all.addFirst(newest);
            newest = around(newest.from().minusDays(1));
        }
        return List.copyOf(all);
    }
}
