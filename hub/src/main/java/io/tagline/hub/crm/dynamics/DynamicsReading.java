package io.tagline.hub.crm.dynamics;

import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Finds and follows rows ("Query data using the Web API"). Rows that were deleted aren't told of; comparing both sides finds them. Safe
 * for any thread.
 */
final class DynamicsReading {
    /** Longer than a transaction takes, which stamps its rows before it ends. */
    static final Duration OVERLAP = Duration.ofMinutes(2);

    /** A few of 200, so that the address stays below 32,768 signs. */
    private static final int LIST = 100;

    private final DynamicsSession session;
    private final DynamicsRows rows;

    DynamicsReading(DynamicsSession session, DynamicsRows rows) {
        this.session = session;
        this.rows = rows;
    }

    List<Found> byId(String model, Collection<String> ids, Set<String> fields) throws PeerException {
        return any(model, rows.model(model).idColumn(), ids, fields);
    }

    List<Found> any(String model, String column, Collection<String> values, Set<String> fields) throws PeerException {
        List<String> all = values.stream().distinct().toList();
        List<Found> found = new ArrayList<>();
        for (int start = 0; start < all.size(); start += LIST) {
            String list = all.subList(start, Math.min(all.size(), start + LIST)).stream()
                    .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                    .collect(Collectors.joining(","));
            String filter = "Microsoft.Dynamics.CRM.In(PropertyName='" + column + "',PropertyValues=[" + list + "])";
            found.addAll(query(model, fields, Optional.of(filter), "", 0).found());
        }
        return found;
    }

    List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) throws PeerException {
        String key = rows.model(model).keyColumn();
        String filter = key + " ne null"
                + after.map(last -> " and " + key + " gt " + DynamicsRows.quoted(last))
                        .orElse("");
        return query(model, fields, Optional.of(filter), key, most).found();
    }

    /**
     * By {@code modifiedon}, which has whole seconds, and among the rows of one second by {@code versionnumber}. While there is more, the
     * cursor is the place of the last row; then the time of the last one, less the overlap.
     */
    ChangePage changes(String model, Optional<String> cursor, Set<String> fields, int most) throws PeerException {
        Optional<String> filter = cursor.filter(place -> !place.isEmpty()).map(DynamicsReading::since);
        Page page = query(model, fields, filter, "modifiedon,versionnumber", most);
        String end = page.last().orElse(cursor.orElse(""));
        boolean more = page.found().size() >= most;
        return new ChangePage(page.found(), more ? end : rested(end), more);
    }

    private static String since(String cursor) {
        int bar = cursor.indexOf('|');
        if (bar < 0) {
            return "modifiedon ge " + cursor;
        }
        String at = cursor.substring(0, bar);
        return "(modifiedon gt " + at + " or (modifiedon eq " + at + " and versionnumber gt "
                + cursor.substring(bar + 1) + "))";
    }

    private static String rested(String cursor) {
        int bar = cursor.indexOf('|');
        return bar < 0
                ? cursor
                : Instant.parse(cursor.substring(0, bar)).minus(OVERLAP).toString();
    }

    /** @param last the place of the last row: its time and its version */
    private record Page(List<Found> found, Optional<String> last) {}

    /** @param most 0 for all */
    private Page query(String model, Set<String> fields, Optional<String> filter, String order, int most)
            throws PeerException {
        DynamicsSettings.Model kind = rows.model(model);
        Set<String> select = new LinkedHashSet<>(List.of(kind.keyColumn(), "modifiedon", "versionnumber"));
        List<String> expand = new ArrayList<>();
        for (String field : fields) {
            DynamicsSettings.Link link = kind.links().get(field);
            select.add(link == null ? field : '_' + field + "_value");
            if (link != null) {
                expand.add(link.navigation() + "($select="
                        + rows.model(link.target()).keyColumn() + ")");
            }
        }
        StringBuilder path = new StringBuilder("/" + kind.set() + "?$select=" + String.join(",", select));
        if (!expand.isEmpty()) {
            path.append("&$expand=").append(String.join(",", expand));
        }
        filter.ifPresent(text -> path.append("&$filter=").append(encoded(text)));
        path.append(order.isEmpty() ? "" : "&$orderby=" + order).append(most > 0 ? "&$top=" + most : "");
        List<Found> found = new ArrayList<>();
        Optional<String> last = Optional.empty();
        String next = path.toString();
        while (!next.isEmpty()) {
            JsonNode page = DynamicsFailures.whole(session.get(next)).json();
            for (JsonNode row : page.path("value").values()) {
                found.add(rows.found(model, row, fields));
                last = Optional.of(row.path("modifiedon").asString("")
                        + '|'
                        + row.path("versionnumber").asString(""));
            }
            next = rest(page.path("@odata.nextLink").asString(""));
        }
        return new Page(found, last);
    }

    /** The path and query of a link, below the API's root: our token goes to no other host. */
    private static String rest(String link) {
        if (link.isEmpty()) {
            return "";
        }
        URI uri = URI.create(link);
        return uri.getRawPath().substring(DynamicsSession.API.length()) + '?' + uri.getRawQuery();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
