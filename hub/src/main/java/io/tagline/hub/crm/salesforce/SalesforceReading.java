package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Finds and follows records by SOQL. Salesforce keeps whole seconds, so a record's version is its time and who changed it: an edit of
 * somebody else's in the second of ours is another version. Safe for any thread.
 */
final class SalesforceReading {
    /**
     * A transaction stamps its records when it writes them and shows them when it ends, ten minutes later at most; those of a minute and
     * longer are rare, and found by the next comparison of both sides.
     */
    static final Duration OVERLAP = Duration.ofMinutes(2);

    /** Salesforce takes addresses of 16,384 bytes. */
    private static final int LONGEST_LIST = 12_000;

    /** A locator serves once: a page whose answer is lost can't be asked for again. */
    private static final int ASKED_ANEW = 4;

    private final SalesforceSession session;
    private final SalesforceSchema schema;
    private final SalesforceSettings settings;
    private final String data;

    SalesforceReading(SalesforceSession session, SalesforceSchema schema, SalesforceSettings settings, String data) {
        this.session = session;
        this.schema = schema;
        this.settings = settings;
        this.data = data;
    }

    /** Those whose {@code field} is one of the values. */
    List<Found> any(String model, String field, Collection<String> values, Set<String> fields) throws PeerException {
        List<Found> found = new ArrayList<>();
        for (List<String> part : parts(values)) {
            String list = part.stream().map(SalesforceReading::quoted).collect(Collectors.joining(","));
            found.addAll(query(model, fields, " WHERE " + field + " IN (" + list + ")", false));
        }
        return found;
    }

    /** The versions of those records that we were the last to change: of the others, what we wrote is no version any more. */
    Map<String, String> versions(String model, Collection<String> ids) throws PeerException {
        SalesforceSession.Token us = session.token();
        Map<String, String> versions = new HashMap<>();
        for (Found found : any(model, "Id", ids, Set.of())) {
            String version = found.version().orElse("");
            if (us.is(version.substring(version.indexOf('/') + 1))) {
                versions.put(found.remoteId(), version);
            }
        }
        return versions;
    }

    List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) throws PeerException {
        String key = model(model).keyField();
        String where = " WHERE " + key + " != null"
                + after.map(last -> " AND " + key + " > " + quoted(last)).orElse("")
                + " ORDER BY " + key + " LIMIT " + most;
        return query(model, fields, where, false);
    }

    /**
     * By {@code SystemModstamp}, which grows with every change, of a trigger's too. While there is more, the cursor is the last record
     * of the page; then the time of the last one, less the overlap.
     */
    ChangePage changes(String model, Optional<String> cursor, Set<String> fields, int most) throws PeerException {
        String where = cursor.map(SalesforceReading::since).orElse("") + " ORDER BY SystemModstamp, Id LIMIT " + most;
        List<Found> found = query(model, fields, where, true);
        if (found.isEmpty()) {
            return new ChangePage(found, cursor.map(SalesforceReading::rested).orElse(""), false);
        }
        Found last = found.get(found.size() - 1);
        boolean more = found.size() >= most;
        String next = SalesforceValues.moment(last.changedAt()) + '|' + last.remoteId();
        return new ChangePage(found, more ? next : rested(next), more);
    }

    private static String since(String cursor) {
        int bar = cursor.indexOf('|');
        if (cursor.isEmpty()) {
            return "";
        }
        if (bar < 0) {
            return " WHERE SystemModstamp >= " + cursor;
        }
        String at = cursor.substring(0, bar);
        return " WHERE (SystemModstamp > " + at + " OR (SystemModstamp = " + at + " AND Id > "
                + quoted(cursor.substring(bar + 1)) + "))";
    }

    /** Where to begin the next time: the end of what was read, less the overlap. */
    private static String rested(String cursor) {
        int bar = cursor.indexOf('|');
        return bar < 0
                ? cursor
                : SalesforceValues.moment(
                        Instant.parse(cursor.substring(0, bar)).minus(OVERLAP));
    }

    private List<Found> query(String model, Set<String> fields, String where, boolean deleted) throws PeerException {
        SalesforceSettings.Model kind = model(model);
        Set<String> select =
                new LinkedHashSet<>(List.of("Id", kind.keyField(), "SystemModstamp", "LastModifiedById", "IsDeleted"));
        select.addAll(fields);
        for (String field : fields) {
            linkedKey(kind, field).ifPresent(select::add);
        }
        String soql = "SELECT " + String.join(",", select) + " FROM " + model + where;
        String path = data + (deleted ? "/queryAll?q=" : "/query?q=") + URLEncoder.encode(soql, StandardCharsets.UTF_8);
        for (int again = ASKED_ANEW; again > 0; again--) {
            Optional<List<Found>> found = pages(model, kind, path, fields);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new PeerAwayException("query of " + model + ": Salesforce has let go of its locator " + ASKED_ANEW
                + " times before the last page: expected it to last for all of them");
    }

    /** All pages; empty if the query has to be asked anew. */
    private Optional<List<Found>> pages(String model, SalesforceSettings.Model kind, String query, Set<String> fields)
            throws PeerException {
        List<Found> found = new ArrayList<>();
        String path = query;
        while (!path.isEmpty()) {
            CrmAnswer answer = session.send("GET", path, null, Map.of());
            if (!path.equals(query) && SalesforceFailures.locatorIsSpent(answer)) {
                return Optional.empty();
            }
            JsonNode page = SalesforceFailures.whole(answer).json();
            for (JsonNode record : page.path("records").values()) {
                found.add(found(model, kind, record, fields));
            }
            path = page.path("done").asBoolean(true)
                    ? ""
                    : page.path("nextRecordsUrl").asString("");
        }
        return Optional.of(found);
    }

    private Found found(String model, SalesforceSettings.Model kind, JsonNode record, Set<String> fields)
            throws PeerException {
        boolean deleted = record.path("IsDeleted").asBoolean(false);
        SortedMap<String, Value> values = new TreeMap<>();
        if (!deleted) {
            for (String field : fields) {
                values.put(field, value(model, kind, record, field));
            }
        }
        String stamp = record.path("SystemModstamp").asString("");
        return new Found(
                model,
                record.path("Id").asString(""),
                Optional.of(record.path(kind.keyField()).asString("")).filter(key -> !key.isEmpty()),
                Optional.of(stamp + '/' + record.path("LastModifiedById").asString("")),
                SalesforceValues.moment(stamp),
                deleted,
                values);
    }

    private Value value(String model, SalesforceSettings.Model kind, JsonNode record, String field)
            throws PeerException {
        PeerSchema.Type type = schema.type(model, field);
        String target = kind.links().getOrDefault(field, "");
        String key = linkedKey(kind, field)
                .map(path -> record.path(path.substring(0, path.indexOf('.')))
                        .path(path.substring(path.indexOf('.') + 1))
                        .asString(""))
                .orElse("");
        try {
            return SalesforceValues.read(record.path(field), type, target, key);
        } catch (DateTimeException | JacksonException other) {
            schema.forget();
            throw new PeerClosedException(
                    PeerClosedException.Why.SCHEMA, model + "." + field + " holds something else than a " + type);
        }
    }

    /** The path to the key of the record that a lookup points to. */
    private Optional<String> linkedKey(SalesforceSettings.Model kind, String field) {
        return Optional.ofNullable(kind.links().get(field))
                .map(settings.models()::get)
                .map(target -> SalesforceValues.relationship(field) + '.' + target.keyField());
    }

    private SalesforceSettings.Model model(String model) {
        return Objects.requireNonNull(settings.models().get(model), model);
    }

    /** "SOQL and SOSL Reference", Quoted String Escape Sequences. */
    private static String quoted(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    /** So that each part fits into an address. */
    private static List<List<String>> parts(Collection<String> values) {
        List<List<String>> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        int length = 0;
        for (String value : new LinkedHashSet<>(values)) {
            int more = URLEncoder.encode(quoted(value), StandardCharsets.UTF_8).length() + 3;
            if (length + more > LONGEST_LIST) {
                parts.add(part);
                part = new ArrayList<>();
                length = 0;
            }
            part.add(value);
            length += more;
        }
        parts.add(part);
        return parts;
    }
}
