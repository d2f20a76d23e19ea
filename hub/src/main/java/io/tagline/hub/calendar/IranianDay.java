package io.tagline.hub.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * A day of the Solar Hijri calendar, which Iran's people live by. Leap years by the cycle of 33 years with 8 leap days, which is right
 * for the years 1178 to 1633 (1799 to 2254): those that parcels have.
 *
 * @param month 1, Farvardin, to 12, Esfand
 */
public record IranianDay(int year, int month, int day) {

    /** They are in no other language's pages. */
    private static final List<String> MONTHS = List.of(
            "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند");

    private static final int CYCLE_YEARS = 33;

    private static final int CYCLE_DAYS = CYCLE_YEARS * 365 + 8;
    private static final int DAYS_OF_THE_FIRST_SIX = 6 * 31;
    private static final LocalDate NOWRUZ_1400 = LocalDate.of(2021, 3, 21);

    /** The day that others call so. */
    public static IranianDay of(LocalDate date) {
        long since = date.toEpochDay() - NOWRUZ_1400.toEpochDay() + daysBefore(1400);
        long cycle = Math.floorDiv(since, (long) CYCLE_DAYS);
        int year = (int) (cycle * CYCLE_YEARS);
        while (daysBefore(year + 1) <= since) {
            year++;
        }
        int dayOfYear = (int) (since - daysBefore(year));
        return dayOfYear < DAYS_OF_THE_FIRST_SIX
                ? new IranianDay(year, dayOfYear / 31 + 1, dayOfYear % 31 + 1)
                : new IranianDay(
                        year,
                        (dayOfYear - DAYS_OF_THE_FIRST_SIX) / 30 + 7,
                        (dayOfYear - DAYS_OF_THE_FIRST_SIX) % 30 + 1);
    }

    /** In Persian. */
    public String monthName() {
        return MONTHS.get(month - 1);
    }

    /** From the beginning of year 0 to that of this one; in a cycle the years 1, 5, 9, 13, 17, 22, 26 and 30 are leap years. */
    private static long daysBefore(int year) {
        return year * 365L + Math.floorDiv(year * 8L + 21, (long) CYCLE_YEARS);
    }
}
