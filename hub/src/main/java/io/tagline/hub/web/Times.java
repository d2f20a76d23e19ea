package io.tagline.hub.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Times as people at a place read them: local, with the zone named. Safe for any thread. */
final class Times {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    private final Map<String, ZoneId> zoneBySite;
    private final ZoneId elsewhere;

    /** @param elsewhere zone of what happens at no site, or at one that settings do not name */
    Times(Map<String, ZoneId> zoneBySite, ZoneId elsewhere) {
        this.zoneBySite = Map.copyOf(zoneBySite);
        this.elsewhere = elsewhere;
    }

    /** A moment as a page shows it; {@code iso} is for machines. */
    record Local(String iso, String day, String clock, String seconds, String zone, LocalDate date) {}

    Local at(Instant instant, Optional<String> site) {
        ZonedDateTime local = instant.atZone(zone(site));
        return new Local(
                instant.toString(),
                DAY.format(local),
                CLOCK.format(local),
                CLOCK_SECONDS.format(local),
                ZONE.format(local),
                local.toLocalDate());
    }

    static String day(LocalDate date) {
        return DAY.format(date);
    }

    ZoneId zone(Optional<String> site) {
        return site.map(id -> zoneBySite.getOrDefault(id, elsewhere)).orElse(elsewhere);
    }
}
