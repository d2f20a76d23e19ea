package io.tagline.hub.crm.odoo;

import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds and follows records by {@code search_read}. Odoo keeps microseconds and shows seconds, so a record's version is its time and who
 * changed it. Records that were deleted aren't told of; comparing both sides finds them. Safe for any thread.
 */
final class OdooReading {
    /** A transaction stamps its records with the time at which it began: 120 s before it ends at most. */
    static final Duration OVERLAP = Duration.ofMinutes(3);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OdooSession session;
    private final OdooSchema schema;
    private final OdooSettings settings;

    OdooReading(OdooSession session, OdooSchema schema, OdooSettings settings) {
        this.session = session;
        this.schema = schema;
        this.settings = settings;
    }

    List<Found> keys(String model, Collection<String> keys, Set<String> fields) throws PeerException {
        ArrayNode domain = JSON.createArrayNode();
        ArrayNode list = term(domain, model(model).keyField(), "in").addArray();
        keys.forEach(list::add);
        return query(model, fields, domain, "id", 0);
    }

    /** @param ids those that aren't numbers are left out, as no record has them */
    List<Found> ids(String model, Collection<String> ids, Set<String> fields) throws PeerException {
        ArrayNode domain = JSON.createArrayNode();
        ArrayNode list = term(domain, "id", "in").addArray();
        ids.stream().filter(id -> id.matches("[0-9]{1,18}")).forEach(id -> list.add(Long.parseLong(id)));
        return query(model, fields, domain, "id", 0);
    }

    /** The versions of those records that we were the last to change. */
    Map<String, String> versions(String model, Collection<String> ids) throws PeerException {
        String us = "/" + session.user();
        Map<String, String> versions = new HashMap<>();
        for (Found found : ids(model, ids, Set.of())) {
            found.version().filter(it -> it.endsWith(us)).ifPresent(it -> versions.put(found.remoteId(), it));
        }
        return versions;
    }

    List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) throws PeerException {
        String key = model(model).keyField();
        ArrayNode domain = JSON.createArrayNode();
        term(domain, key, "!=").add(false);
        after.ifPresent(last -> term(domain, key, ">").add(last));
        return query(model, fields, domain, key + ",id", most);
    }

    /**
     * By {@code write_date}. As only its seconds are shown, each page begins with the second in which the one before ended, and where a
     * page is full of one second only, that second's records are asked for by id. Cursors: {@code T} for a time, {@code T+} for one within
     * a run, {@code T=id} for the records of one second.
     */
    ChangePage changes(String model, Optional<String> from, Set<String> fields, int most) throws PeerException {
        String cursor = from.orElse("");
        int equals = cursor.indexOf('=');
        String time = equals >= 0 ? cursor.substring(0, equals) : cursor.replace("+", "");
        ArrayNode domain = JSON.createArrayNode();
        if (!time.isEmpty()) {
            term(domain, "write_date", ">=").add(time);
        }
        if (equals >= 0) {
            term(domain, "write_date", "<").add(next(time));
            term(domain, "id", ">").add(Long.parseLong(cursor.substring(equals + 1)));
        }
        List<Found> found = query(model, fields, domain, equals >= 0 ? "id" : "write_date,id", most);
        boolean more = found.size() >= most;
        if (equals >= 0) {
            String place = more ? time + '=' + found.get(found.size() - 1).remoteId() : next(time) + '+';
            return new ChangePage(found, place, true);
        }
        if (found.isEmpty()) {
            return new ChangePage(found, cursor.endsWith("+") ? rested(time) : cursor, false);
        }
        String first = OdooValues.moment(found.get(0).changedAt());
        String last = OdooValues.moment(found.get(found.size() - 1).changedAt());
        if (!more) {
            return new ChangePage(found, rested(last), false);
        }
        return new ChangePage(found, first.equals(last) ? last + "=0" : last + '+', true);
    }

    private static String next(String second) {
        return OdooValues.moment(OdooValues.moment(second).plusSeconds(1));
    }

    private static String rested(String second) {
        return OdooValues.moment(OdooValues.moment(second).minus(OVERLAP));
    }

    /** Adds a term of a field and an operator, to which the value is to be added. */
    private static ArrayNode term(ArrayNode domain, String field, String operator) {
        return domain.addArray().add(field).add(operator);
    }

    /** @param most 0 for all */
    private List<Found> query(String model, Set<String> fields, ArrayNode domain, String order, int most)
            throws PeerException {
        ObjectNode arguments = JSON.createObjectNode();
        arguments.set("domain", domain);
        ArrayNode wanted = arguments.putArray("fields");
        for (String system : List.of(model(model).keyField(), "create_date", "write_date", "write_uid")) {
            wanted.add(system);
        }
        fields.forEach(wanted::add);
        arguments.put("order", order);
        if (most > 0) {
            arguments.put("limit", most);
        }
        List<Found> found = new ArrayList<>();
        for (JsonNode record : session.ask(model, "search_read", arguments).values()) {
            found.add(found(model, record, fields));
        }
        return found;
    }

    private Found found(String model, JsonNode record, Set<String> fields) throws PeerException {
        OdooSettings.Model kind = model(model);
        SortedMap<String, Value> values = new TreeMap<>();
        for (String field : fields) {
            PeerSchema.Type type = schema.type(model, field);
            try {
                values.put(
                        field,
                        OdooValues.read(record.path(field), type, kind.links().getOrDefault(field, "")));
            } catch (DateTimeException | JacksonException other) {
                schema.forget();
                throw new PeerClosedException(
                        PeerClosedException.Why.SCHEMA, model + "." + field + " holds something else than a " + type);
            }
        }
        JsonNode key = record.path(kind.keyField());
        // a record that nobody has edited may have no time of change
        JsonNode changed =
                record.path("write_date").isString() ? record.path("write_date") : record.path("create_date");
        Instant at = OdooValues.moment(changed.asString(""));
        return new Found(
                model,
                record.path("id").asString(""),
                key.isString() ? Optional.of(key.stringValue()) : Optional.empty(),
                Optional.of(changed.asString("")
                        + '/'
                        + record.path("write_uid").path(0).asString("")),
                at,
                false,
                values);
    }

    private OdooSettings.Model model(String model) {
        return Objects.requireNonNull(settings.models().get(model), model);
    }
}
