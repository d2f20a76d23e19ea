package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.CrmAnswer;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds records by their unique property, which is exact, and follows them by searching, which is behind by seconds. Records that were
 * archived aren't told of; comparing both sides finds them. Safe for any thread.
 */
final class HubspotReading {
    /** "It may take a few moments for newly created or updated CRM objects to appear in search results." */
    static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final int BATCH = 100;
    private static final int PAGE = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HubspotSession session;
    private final HubspotSchema schema;
    private final HubspotSettings settings;
    private final HubspotLinks links;

    HubspotReading(HubspotSession session, HubspotSchema schema, HubspotSettings settings, HubspotLinks links) {
        this.session = session;
        this.schema = schema;
        this.settings = settings;
        this.links = links;
    }

    /** @param byKey whether the ids are keys of ours */
    List<Found> batch(String model, Collection<String> ids, boolean byKey, Set<String> fields) throws PeerException {
        List<String> all = ids.stream().distinct().toList();
        List<Found> found = new ArrayList<>();
        for (int start = 0; start < all.size(); start += BATCH) {
            ObjectNode body = asking(model, fields);
            if (byKey) {
                body.put("idProperty", model(model).keyProperty());
            }
            ArrayNode inputs = body.putArray("inputs");
            all.subList(start, Math.min(all.size(), start + BATCH))
                    .forEach(id -> inputs.addObject().put("id", id));
            CrmAnswer answer = session.ask("/crm/v3/objects/" + model + "/batch/read", body);
            boolean none = answer.status() == 404
                    && HubspotFailures.body(answer)
                            .path("category")
                            .asString("")
                            .equals("OBJECT_NOT_FOUND");
            if (!none) {
                found.addAll(all(model, HubspotFailures.whole(answer), fields));
            }
        }
        return found;
    }

    List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) throws PeerException {
        String key = model(model).keyProperty();
        ObjectNode body = asking(model, fields);
        ArrayNode filters = filters(body);
        filter(filters, key, "HAS_PROPERTY", Optional.empty());
        after.ifPresent(last -> filter(filters, key, "GT", Optional.of(last)));
        sorted(body, key).put("limit", Math.min(most, PAGE));
        return search(model, body, fields);
    }

    /**
     * By the time of change. A search can be sorted by one property only, and an answer goes no further than 10,000 records; so each
     * page begins with the time at which the one before ended, and where a page is full of one time only, its records are asked for by
     * id. Cursors: {@code T} for a time, {@code T+} for one within a run, {@code T=id} for the records of one time.
     */
    ChangePage changes(String model, Optional<String> from, Set<String> fields, int most) throws PeerException {
        String cursor = from.orElse("");
        String changed = changedProperty(model);
        int limit = Math.min(most, PAGE);
        int equals = cursor.indexOf('=');
        String time = equals >= 0 ? cursor.substring(0, equals) : cursor.replace("+", "");
        ObjectNode body = asking(model, fields).put("limit", limit);
        ArrayNode filters = filters(body);
        if (equals >= 0) {
            filter(filters, changed, "EQ", Optional.of(millis(time)));
            filter(filters, "hs_object_id", "GT", Optional.of(cursor.substring(equals + 1)));
            sorted(body, "hs_object_id");
        } else {
            if (!time.isEmpty()) {
                filter(filters, changed, "GTE", Optional.of(millis(time)));
            }
            sorted(body, changed);
        }
        Page page = page(model, body, fields);
        List<Found> found = page.found();
        if (equals >= 0) {
            String next = page.more()
                    ? time + '=' + found.get(found.size() - 1).remoteId()
                    : HubspotValues.moment(Instant.parse(time).plusMillis(1)) + '+';
            return new ChangePage(found, next, true);
        }
        if (found.isEmpty()) {
            return new ChangePage(found, cursor.endsWith("+") ? rested(time) : cursor, false);
        }
        String first = HubspotValues.moment(found.get(0).changedAt());
        String last = HubspotValues.moment(found.get(found.size() - 1).changedAt());
        if (!page.more()) {
            return new ChangePage(found, rested(last), false);
        }
        return new ChangePage(found, first.equals(last) ? last + "=0" : last + '+', true);
    }

    private static String rested(String time) {
        return HubspotValues.moment(Instant.parse(time).minus(OVERLAP));
    }

    private static String millis(String time) {
        return String.valueOf(Instant.parse(time).toEpochMilli());
    }

    /** "Contacts" keep the time of change under a name of their own. */
    private static String changedProperty(String model) {
        return model.equals("contacts") || model.equals("0-1") ? "lastmodifieddate" : "hs_lastmodifieddate";
    }

    private record Page(List<Found> found, boolean more) {}

    private List<Found> search(String model, ObjectNode body, Set<String> fields) throws PeerException {
        return page(model, body, fields).found();
    }

    private Page page(String model, ObjectNode body, Set<String> fields) throws PeerException {
        CrmAnswer answer = session.ask("/crm/v3/objects/" + model + "/search", body);
        List<Found> found = all(model, HubspotFailures.whole(answer), fields);
        boolean more = answer.json().path("paging").has("next");
        if (more && found.isEmpty()) {
            throw answer.inDoubt("a page of nothing with another after it");
        }
        return new Page(found, more);
    }

    private List<Found> all(String model, CrmAnswer answer, Set<String> fields) throws PeerException {
        List<Found> found = new ArrayList<>();
        for (JsonNode record : answer.json().path("results").values()) {
            try {
                found.add(found(model, record, fields));
            } catch (DateTimeException none) {
                throw answer.inDoubt("a record without the time of its last change");
            }
        }
        return links.with(model, found, fields);
    }

    private Found found(String model, JsonNode record, Set<String> fields) throws PeerException {
        HubspotSettings.Model kind = model(model);
        JsonNode properties = record.path("properties");
        SortedMap<String, Value> values = new TreeMap<>();
        for (String field : fields) {
            if (!kind.links().containsKey(field)) {
                values.put(field, value(model, field, properties.path(field).asString("")));
            }
        }
        String changed = record.path("updatedAt").asString("");
        return new Found(
                model,
                record.path("id").asString(""),
                Optional.of(properties.path(kind.keyProperty()).asString("")).filter(key -> !key.isEmpty()),
                Optional.of(changed),
                Instant.parse(changed),
                false,
                values);
    }

    private Value value(String model, String field, String said) throws PeerException {
        PeerSchema.Type type = schema.type(model, field);
        try {
            return HubspotValues.read(said, type);
        } catch (DateTimeException | NumberFormatException other) {
            schema.forget();
            throw new PeerClosedException(
                    PeerClosedException.Why.SCHEMA, model + "." + field + " holds something else than a " + type);
        }
    }

    /** HubSpot says nothing of a property that isn't there; we do. */
    private ObjectNode asking(String model, Set<String> fields) throws PeerException {
        for (String field : fields) {
            if (!schema.has(model, field)) {
                schema.forget();
                throw new PeerClosedException(
                        PeerClosedException.Why.SCHEMA, "HubSpot's " + model + " have no property " + field);
            }
        }
        HubspotSettings.Model kind = model(model);
        ObjectNode body = JSON.createObjectNode();
        ArrayNode properties = body.putArray("properties").add(kind.keyProperty());
        fields.stream().filter(field -> !kind.links().containsKey(field)).forEach(properties::add);
        return body;
    }

    private static ArrayNode filters(ObjectNode body) {
        return body.putArray("filterGroups").addObject().putArray("filters");
    }

    private static void filter(ArrayNode filters, String property, String operator, Optional<String> value) {
        ObjectNode filter = filters.addObject().put("propertyName", property).put("operator", operator);
        value.ifPresent(text -> filter.put("value", text));
    }

    private static ObjectNode sorted(ObjectNode body, String property) {
        body.putArray("sorts").addObject().put("propertyName", property).put("direction", "ASCENDING");
        return body;
    }

    private HubspotSettings.Model model(String model) {
        return Objects.requireNonNull(settings.models().get(model), model);
    }
}
