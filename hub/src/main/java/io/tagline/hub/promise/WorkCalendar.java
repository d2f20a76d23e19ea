package io.tagline.hub.promise;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * On which days the post works in a country. Read from a file of lines: {@code weekend: saturday sunday}, then {@code when,name} for
 * each holiday, {@code when} as {@link HolidayRule} says; {@code until: 2027-12-31} says how far it is known to be complete. Safe for
 * any thread.
 */
public final class WorkCalendar {
    /** No weekend and no row of holidays is longer; a file that leaves no working day is wrong. */
    private static final int LONGEST_PAUSE_DAYS = 60;

    private final String id;
    private final Set<DayOfWeek> weekend;
    private final List<HolidayRule> rules;
    private final Optional<LocalDate> until;
    private final Map<Integer, Set<LocalDate>> byYear = new ConcurrentHashMap<>();

    private WorkCalendar(String id, Set<DayOfWeek> weekend, List<HolidayRule> rules, Optional<LocalDate> until) {
        this.id = id;
        this.weekend = weekend;
        this.rules = List.copyOf(rules);
        this.until = until;
    }

    /**
     * Reads the lines of a file.
     *
     * @throws IllegalArgumentException with every line that is wrong
     */
    public static WorkCalendar parse(String id, List<String> lines) {
        Set<DayOfWeek> weekend = EnumSet.noneOf(DayOfWeek.class);
        List<HolidayRule> rules = new ArrayList<>();
        List<LocalDate> until = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            try {
                if (line.startsWith("weekend:")) {
                    for (String day :
                            line.substring("weekend:".length()).strip().split("\\s+", -1)) {
                        weekend.add(HolidayRule.Forms.weekday(day));
                    }
                } else if (line.startsWith("until:")) {
                    until.add(LocalDate.parse(line.substring("until:".length()).strip()));
                } else if (!line.isEmpty() && !line.startsWith("#") && !line.equals("when,name")) {
                    rules.add(HolidayRule.parse(line.split(",", 2)[0]));
                }
            } catch (RuntimeException e) {
                wrong.add("line " + (i + 1) + ": " + e.getMessage());
            }
        }
        if (weekend.size() == DayOfWeek.values().length) {
            wrong.add("weekend: every day of the week; expected one working day at least");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        return new WorkCalendar(id, weekend, rules, until.stream().findFirst());
    }

    /** By which settings name it. */
    public String id() {
        return id;
    }

    /** The last day for which its holidays are known to be complete; empty where rules give them for every year. */
    public Optional<LocalDate> until() {
        return until;
    }

    /** True if the post works on this day. */
    public boolean isWorking(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek())
                && !byYear.computeIfAbsent(day.getYear(), this::holidays).contains(day);
    }

    private Set<LocalDate> holidays(int year) {
        return rules.stream().flatMap(rule -> rule.in(year).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** This day if it is a working day, else the next that is. */
    public LocalDate onOrAfter(LocalDate day) {
        LocalDate found = day;
        for (int i = 0; i < LONGEST_PAUSE_DAYS && !isWorking(found); i++) {
            found = found.plusDays(1);
        }
        return found;
    }

    /** The n-th working day after this day. */
    public LocalDate plusWorkingDays(LocalDate day, int n) {
        LocalDate found = day;
        for (int i = 0; i < n; i++) {
            found = onOrAfter(found.plusDays(1));
        }
        return found;
    }

    /** The time between two moments that falls on working days. */
    Duration workingTime(Instant from, Instant to, ZoneId zone) {
        Duration sum = Duration.ZERO;
        Instant at = from;
        while (at.isBefore(to)) {
            LocalDate day = at.atZone(zone).toLocalDate();
            Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
            Instant end = midnight.isBefore(to) ? midnight : to;
            if (isWorking(day)) {
                sum = sum.plus(Duration.between(at, end));
            }
            at = end;
        }
        return sum;
    }

    /** The day on which so much time of working days is over. */
    LocalDate dayAfter(Instant from, Duration workingTime, ZoneId zone) {
        LocalDate day = from.atZone(zone).toLocalDate();
        Instant at = from;
        Duration left = workingTime;
        while (true) {
            day = onOrAfter(day);
            Instant start = day.atStartOfDay(zone).toInstant();
            at = at.isBefore(start) ? start : at;
            Duration today =
                    Duration.between(at, day.plusDays(1).atStartOfDay(zone).toInstant());
            if (left.compareTo(today) < 0) {
                return day;
            }
            left = left.minus(today);
            day = day.plusDays(1);
        }
    }
}
