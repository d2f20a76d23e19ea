package io.tagline.hub.web;

import io.tagline.hub.calendar.IranianDay;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Times as people at a place read them: local, with the zone named, in a language and with its digits and calendar. Immutable; safe
 * for any thread.
 */
final class Times {

    private final Map<String, ZoneId> zoneBySite;
    private final ZoneId elsewhere;
    private final Locale locale;
    private final DateTimeFormatter day;
    private final DateTimeFormatter clock;
    private final DateTimeFormatter clockSeconds;
    private final DateTimeFormatter zone;
    private final DateTimeFormatter shortDay;
    private final DateTimeFormatter month;

    /**
     * In English.
     *
     * @param elsewhere zone of what happens at no site, or at one that settings do not name
     */
    Times(Map<String, ZoneId> zoneBySite, ZoneId elsewhere) {
        this(Map.copyOf(zoneBySite), elsewhere, Locale.ENGLISH);
    }

    private Times(Map<String, ZoneId> zoneBySite, ZoneId elsewhere, Locale locale) {
        this.zoneBySite = zoneBySite;
        this.elsewhere = elsewhere;
        this.locale = locale;
        this.day = formatter("EEEE d MMMM", locale);
        this.clock = formatter("HH:mm", locale);
        this.clockSeconds = formatter("HH:mm:ss", locale);
        this.zone = formatter("zzz", locale);
        this.shortDay = formatter("d MMM yyyy", locale);
        this.month = formatter("LLLL yyyy", locale);
    }

    private static DateTimeFormatter formatter(String pattern, Locale locale) {
        return DateTimeFormatter.ofPattern(pattern, locale).withDecimalStyle(DecimalStyle.of(locale));
    }

    /** The same places, for readers of this language ({@link Language#of}). */
    Times in(Locale language) {
        return language.equals(locale) ? this : new Times(zoneBySite, elsewhere, language);
    }

    /** A moment as a page shows it; {@code iso} is for machines. */
    record Local(String iso, String day, String clock, String seconds, String zone, LocalDate date) {}

    Local at(Instant instant, Optional<String> site) {
        ZonedDateTime local = instant.atZone(zone(site));
        return new Local(
                instant.toString(),
                day(local.toLocalDate()),
                clock.format(local),
                clockSeconds.format(local),
                zone.format(local),
                local.toLocalDate());
    }

    /** With the name of the weekday. */
    String day(LocalDate date) {
        if (!Language.isIranian(locale)) {
            return day.format(date);
        }
        IranianDay iranian = IranianDay.of(date);
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, locale)
                + " "
                + NumberFormat.getIntegerInstance(locale).format(iranian.day())
                + " "
                + iranian.monthName();
    }

    /** Day, month and year, short. */
    String date(LocalDate date) {
        if (!isIranian()) {
            return shortDay.format(date);
        }
        IranianDay iranian = IranianDay.of(date);
        NumberFormat digits = NumberFormat.getIntegerInstance(locale);
        digits.setGroupingUsed(false);
        return digits.format(iranian.day()) + " " + iranian.monthName() + " " + digits.format(iranian.year());
    }

    /** Month and year of the Gregorian calendar. */
    String month(LocalDate date) {
        return month.format(date);
    }

    /** True if days are those of the Solar Hijri calendar, whose months are others. */
    boolean isIranian() {
        return Language.isIranian(locale);
    }

    ZoneId zone(Optional<String> site) {
        return site.map(id -> zoneBySite.getOrDefault(id, elsewhere)).orElse(elsewhere);
    }
}
