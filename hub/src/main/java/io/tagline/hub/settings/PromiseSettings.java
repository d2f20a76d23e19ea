package io.tagline.hub.settings;

import io.tagline.hub.promise.Area;
import io.tagline.hub.promise.RateCard;
import io.tagline.hub.promise.RateFile;
import io.tagline.hub.promise.RouteRule;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.promise.ServiceLevel;
import io.tagline.hub.promise.WorkCalendar;
import io.tagline.hub.tracking.CarrierCodes;
import io.tagline.hub.tracking.Carriers;
import io.tagline.hub.tracking.Expected;
import io.tagline.hub.tracking.Route;
import io.tagline.hub.tracking.Stop;
import io.tagline.settings.SettingsNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What is promised, which way parcels take, what they cost and what other carriers' codes mean. Rules are data: in the settings, or in
 * files that they name.
 *
 * @param calendars by their ids
 */
public record PromiseSettings(Rules rules, Carriers carriers, RateCard rates, Map<String, WorkCalendar> calendars) {
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final String SERVICE_FORM = "the code of a service (up to 40 of a-z, 0-9, hyphen and underscore)";
    private static final String ID_FORM = "an id of 1-64 lower-case letters, digits and hyphens";
    private static final int MOST_DAYS = 365;
    private static final int MOST_PARCELS = 2_000;
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static PromiseSettings of(SettingsNode root, ZoneId zone) {
        Map<String, WorkCalendar> calendars = new HashMap<>();
        root.list("calendars", 0, node -> calendar(node, calendars));
        List<ServiceLevel> levels = root.list("service-levels", 0, node -> level(node, calendars));
        Set<String> routeIds = new HashSet<>();
        List<RouteRule> routes = root.list("routes", 0, node -> route(node, routeIds));
        Set<String> carrierIds = new HashSet<>();
        List<CarrierCodes> carriers = root.list("carriers", 0, node -> carrier(node, carrierIds));
        SettingsNode tracking = root.in("tracking");
        Duration falseDeparture = tracking.duration("false-departure", Duration.ZERO, Duration.ofHours(2))
                .orElse(Expected.FALSE_DEPARTURE);
        int leastParcels =
                root.in("promises").integer("least-parcels", 10, MOST_PARCELS).orElse(Rules.LEAST_PARCELS);
        RateCard rates = root.path("rates-file").optional().isPresent()
                ? file(root, "rates-file", RateFile::parse).orElse(RateCard.empty())
                : RateCard.empty();
        return new PromiseSettings(
                new Rules(zone, levels, routes, leastParcels, falseDeparture),
                new Carriers(carriers),
                rates,
                Map.copyOf(calendars));
    }

    private static WorkCalendar calendar(SettingsNode node, Map<String, WorkCalendar> known) {
        String id = id(node, known.keySet(), "calendar");
        node.path("file").required();
        WorkCalendar calendar = file(node, "file", lines -> WorkCalendar.parse(id, lines))
                .orElseGet(() -> WorkCalendar.parse(id, List.of()));
        known.put(id, calendar);
        return calendar;
    }

    private static ServiceLevel level(SettingsNode node, Map<String, WorkCalendar> calendars) {
        String service = node.text("service", SERVICE, SERVICE_FORM).required();
        Optional<String> segment = node.text("segment").optional();
        Area to = area(node);
        int days = node.integer("transit-days", 0, MOST_DAYS).required();
        LocalTime cutOff = node.text("cut-off")
                .as("a time of day such as 16:00", PromiseSettings::time)
                .orElse(LocalTime.of(17, 0));
        Optional<LocalDate> validFrom = node.text("valid-from")
                .as("a day such as 2026-12-01", PromiseSettings::day)
                .optional();
        String calendar = node.text("calendar", ID, "the id of a calendar").required();
        WorkCalendar working = calendars.get(calendar);
        if (working == null) {
            node.refuse("calendar", calendar + " is not in calendars; expected the id of one that is");
            working = WorkCalendar.parse(calendar, List.of());
        }
        return new ServiceLevel(service, segment, to, days, cutOff, working, validFrom);
    }

    private static RouteRule route(SettingsNode node, Set<String> ids) {
        String id = id(node, ids, "route");
        ids.add(id);
        List<String> services = node.texts("services").orElse(List.of());
        Area to = area(node);
        List<Stop> stops = node.list("stops", 1, PromiseSettings::stop);
        return new RouteRule(new Route(id, stops), Set.copyOf(services), to);
    }

    private static Stop stop(SettingsNode node) {
        return new Stop(
                node.text("site", ID, "the id of a site").required(),
                node.duration("within", MINUTE, LONGEST).optional(),
                node.duration("stay", MINUTE, LONGEST).optional());
    }

    private static CarrierCodes carrier(SettingsNode node, Set<String> ids) {
        String id = id(node, ids, "carrier");
        ids.add(id);
        node.path("codes-file").required();
        return file(node, "codes-file", lines -> CarrierCodes.parse(id, lines))
                .orElseGet(() -> CarrierCodes.parse(id, List.of()));
    }

    private static Area area(SettingsNode node) {
        return new Area(
                node.text("country", COUNTRY, "an ISO 3166-1 code such as CA").optional(),
                node.texts("postal").orElse(List.of()));
    }

    private static String id(SettingsNode node, Set<String> taken, String what) {
        String id = node.text("id", ID, ID_FORM).required();
        if (node.has("id") && taken.contains(id)) {
            node.refuse("id", id + " names two " + what + "s; expected each id once");
        }
        return id;
    }

    /** What a file holds; empty where it can't be used, which is noted. */
    private static <T> Optional<T> file(SettingsNode node, String key, Function<List<String>, T> parser) {
        Optional<Path> path = node.path(key).optional();
        if (path.isEmpty() || !node.has(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(Files.readAllLines(path.get())));
        } catch (IOException | UncheckedIOException e) {
            node.refuse(key, path.get() + " can't be read; expected a text file in UTF-8");
        } catch (IllegalArgumentException e) {
            node.refuse(key, path.get() + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time of day", e);
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no day", e);
        }
    }
}
