package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.HubspotDialect.Refused;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * "Search the CRM": at most 5 filter groups of 6 filters (here: 10), one sort, 200 records on a page and 10,000 in all; records of the
 * last moment may be missing. IN takes lower-case values for text. That GT compares texts is not said there and not denied.
 */
final class HubspotSearch {
    private static final Set<String> OPERATORS =
            Set.of("EQ", "NEQ", "GT", "GTE", "LT", "LTE", "IN", "HAS_PROPERTY", "NOT_HAS_PROPERTY");

    private final FakeStore store;
    private final Quirks quirks;
    private final FakeClock clock;
    private final HubspotDialect dialect;

    HubspotSearch(FakeStore store, Quirks quirks, FakeClock clock, HubspotDialect dialect) {
        this.store = store;
        this.quirks = quirks;
        this.clock = clock;
        this.dialect = dialect;
    }

    Reply answer(FakeModel kind, JsonNode body) {
        JsonNode groups = body.path("filterGroups");
        int limit = body.path("limit").asInt(10);
        int after = body.path("after").asInt(0);
        if (groups.size() > 5 || limit < 1 || limit > 200 || body.path("sorts").size() > 1 || after + limit > 10_000) {
            throw new Refused(400, "VALIDATION_ERROR", "the search has too many groups, sorts or results");
        }
        Instant index = clock.now().minus(quirks.lag());
        boolean stale = quirks.strikes(Quirk.STALE_SEARCH);
        List<FakeRow> found = new ArrayList<>();
        for (FakeRow row : store.all(kind.name())) {
            if ((!stale || row.modified().isBefore(index)) && anyGroup(kind, row, groups)) {
                found.add(row);
            }
        }
        JsonNode sort = body.path("sorts").path(0);
        if (!sort.isMissingNode()) {
            String by = sort.path("propertyName").asString("");
            known(kind, by);
            Comparator<FakeRow> order = (a, b) -> compare(dialect.value(kind, a, by), dialect.value(kind, b, by));
            found.sort(sort.path("direction").asString("").equals("DESCENDING") ? order.reversed() : order);
        }
        int most = quirks.strikes(Quirk.SHORT_PAGES) ? Math.max(1, limit / 2) : limit;
        ObjectNode reply = Request.JSON.createObjectNode();
        reply.put("total", found.size());
        ArrayNode results = reply.putArray("results");
        found.stream().skip(after).limit(most).forEach(row -> results.add(dialect.json(kind, row, body)));
        if (found.size() > after + most) {
            reply.putObject("paging").putObject("next").put("after", String.valueOf(after + most));
        }
        return Reply.json(200, reply);
    }

    private boolean anyGroup(FakeModel kind, FakeRow row, JsonNode groups) {
        if (groups.isEmpty()) {
            return true;
        }
        for (JsonNode group : groups.values()) {
            boolean all = true;
            for (JsonNode filter : group.path("filters").values()) {
                all &= holds(kind, row, filter);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(FakeModel kind, FakeRow row, JsonNode filter) {
        String property = filter.path("propertyName").asString("");
        String operator = filter.path("operator").asString("");
        known(kind, property);
        if (!OPERATORS.contains(operator)) {
            throw new Refused(400, "VALIDATION_ERROR", "Invalid input JSON: no operator " + operator);
        }
        Object value = dialect.value(kind, row, property);
        if (operator.equals("HAS_PROPERTY") || operator.equals("NOT_HAS_PROPERTY")) {
            return (value != null) == operator.equals("HAS_PROPERTY");
        }
        if (operator.equals("IN")) {
            String said = value == null ? "" : value.toString().toLowerCase(Locale.ROOT);
            return value != null
                    && filter.path("values").valueStream().anyMatch(one -> one.asString("")
                            .equals(said));
        }
        if (value == null) {
            return operator.equals("NEQ");
        }
        int order = compare(value, like(value, filter.path("value").asString("")));
        return switch (operator) {
            case "EQ" -> order == 0;
            case "NEQ" -> order != 0;
            case "GT" -> order > 0;
            case "GTE" -> order >= 0;
            case "LT" -> order < 0;
            default -> order <= 0;
        };
    }

    /** Times may be epoch milliseconds. */
    private static Object like(Object value, String text) {
        try {
            if (value instanceof Instant) {
                return text.matches("[0-9]+") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
            }
            return value instanceof BigDecimal ? new BigDecimal(text) : text;
        } catch (RuntimeException bad) {
            throw new Refused(400, "VALIDATION_ERROR", "invalid value " + text);
        }
    }

    private void known(FakeModel kind, String property) {
        if (!dialect.knows(kind, property)) {
            throw new Refused(
                    400,
                    "VALIDATION_ERROR",
                    "There was a problem with the request: property " + property + " does not exist");
        }
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        if (a instanceof Instant one && b instanceof Instant two) {
            return one.compareTo(two);
        }
        if (a instanceof BigDecimal one && b instanceof BigDecimal two) {
            return one.compareTo(two);
        }
        return a.toString().compareTo(b.toString());
    }
}
