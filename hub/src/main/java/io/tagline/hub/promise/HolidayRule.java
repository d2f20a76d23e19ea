package io.tagline.hub.promise;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a holiday is. Written as a day ({@code 2026-03-21}), a day of each year ({@code 12-25}), days from Easter Sunday ({@code
 * easter-2}, {@code easter+39}), the n-th weekday of a month ({@code 1 monday 09}), or the last weekday before a day ({@code monday
 * before 05-25}).
 */
@FunctionalInterface
interface HolidayRule {
    /** The day in this year, if there is one. */
    Optional<LocalDate> in(int year);

    /**
     * The rule that a text says.
     *
     * @throws IllegalArgumentException for text that is none of the forms
     */
    static HolidayRule parse(String text) {
        try {
            return Forms.parse(text.strip().toLowerCase(Locale.ROOT));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": expected 2026-03-21, 12-25, easter-2, 1 monday 09 or monday before 05-25", e);
        }
    }

    /** The forms, told apart. */
    final class Forms {
        private static final Pattern ONE_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
        private static final Pattern EASTER = Pattern.compile("easter([+-]\\d{1,2})?");
        private static final Pattern NTH = Pattern.compile("([1-5]) ([a-z]+) (\\d{2})");
        private static final Pattern BEFORE = Pattern.compile("([a-z]+) before (\\d{2}-\\d{2})");

        private Forms() {}

        private static HolidayRule parse(String text) {
            if (ONE_DAY.matcher(text).matches()) {
                LocalDate day = LocalDate.parse(text);
                return year -> Optional.of(day).filter(d -> d.getYear() == year);
            }
            Matcher easter = EASTER.matcher(text);
            if (easter.matches()) {
                int days = easter.group(1) == null ? 0 : Integer.parseInt(easter.group(1));
                return year -> Optional.of(easterSunday(year).plusDays(days));
            }
            Matcher nth = NTH.matcher(text);
            if (nth.matches()) {
                int n = Integer.parseInt(nth.group(1));
                DayOfWeek weekday = weekday(nth.group(2));
                MonthDay first = MonthDay.of(Integer.parseInt(nth.group(3)), 1);
                return year -> Optional.of(first.atYear(year).with(TemporalAdjusters.dayOfWeekInMonth(n, weekday)))
                        .filter(day -> day.getMonth() == first.getMonth());
            }
            Matcher before = BEFORE.matcher(text);
            if (before.matches()) {
                DayOfWeek weekday = weekday(before.group(1));
                MonthDay day = MonthDay.parse("--" + before.group(2));
                return year -> Optional.of(day.atYear(year).with(TemporalAdjusters.previous(weekday)));
            }
            MonthDay day = MonthDay.parse("--" + text);
            return year -> Optional.of(day).filter(d -> d.isValidYear(year)).map(d -> d.atYear(year));
        }

        static DayOfWeek weekday(String name) {
            return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
        }

        /** Gregorian Easter by the rule of Meeus, Jones and Butcher (J. Meeus, Astronomical Algorithms, ch. 8). */
        static LocalDate easterSunday(int year) {
            int a = year % 19;
            int b = year / 100;
            int c = year % 100;
            int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
            int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
            int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
            return LocalDate.of(year, f / 31, f % 31 + 1);
        }
    }
}
