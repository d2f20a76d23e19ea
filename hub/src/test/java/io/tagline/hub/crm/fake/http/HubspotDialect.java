package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.StoreRefusal.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * HubSpot's "CRM API | Objects" v3: batch create ("Associate records during creation": with their associations, all of a record or
 * nothing), upsert, update and read (at most 100), search, "Properties", "Associations" v4; "API usage guidelines" (429 with {@code
 * errorType: RATE_LIMIT} and {@code policyName}, the {@code X-HubSpot-RateLimit} headers on all but search), "Error handling" (207 with
 * {@code errors} where the inputs have an {@code objectWriteTraceId}, else one bad input makes the batch a 400; 423 for records that are
 * being written). From memory: where in an error the trace id stands, and the words of the messages. A private app's token doesn't run
 * out.
 */
final class HubspotDialect implements Dialect {
    static final String TOKEN = "pat-eu1-a-token-of-the-tests";
    private static final Pattern BATCH =
            Pattern.compile("/crm/v3/objects/([a-z0-9_-]+)/(batch/create|batch/upsert|batch/update|batch/read|search)");
    private static final Pattern PROPERTIES = Pattern.compile("/crm/v3/properties/([a-z0-9_-]+)");
    private static final Pattern ASSOCIATIONS =
            Pattern.compile("/crm/v4/associations/([a-z0-9_-]+)/([a-z0-9_-]+)/batch/(associate/default|read)");
    private static final Pattern LABELS = Pattern.compile("/crm/v4/associations/([a-z0-9_-]+)/([a-z0-9_-]+)/labels");

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeStore store;
    private final Quirks quirks;
    private final HubspotSearch search;
    private final HubspotAssociations associations;
    /** The name of its limit, as long as there is one. */
    private volatile String policy = "TEN_SECONDLY_ROLLING";

    HubspotDialect(FakeStore store, Quirks quirks, FakeClock clock) {
        this.store = store;
        this.quirks = quirks;
        this.search = new HubspotSearch(store, quirks, clock, this);
        this.associations = new HubspotAssociations(store);
    }

    HubspotAssociations associations() {
        return associations;
    }

    @Override
    public boolean login(Request request) {
        return false;
    }

    @Override
    public boolean writes(Request request) {
        return request.path().endsWith("/batch/create")
                || request.path().endsWith("/batch/upsert")
                || request.path().endsWith("/batch/update")
                || request.path().endsWith("/associate/default");
    }

    @Override
    public void expire() {}

    @Override
    public void limited(Duration window) {
        policy = window.compareTo(SECOND) <= 0 ? "SECONDLY" : "TEN_SECONDLY_ROLLING";
    }

    /** "API usage guidelines": the limit that was hit is told by its name, and no time. */
    @Override
    public Reply throttled(Optional<Duration> after) {
        ObjectNode body = Request.JSON.createObjectNode();
        body.put("status", "error")
                .put("message", "You have reached your " + policy.toLowerCase(Locale.ROOT) + " limit.")
                .put("errorType", "RATE_LIMIT")
                .put("correlationId", "c033cdaa-2c40-4a64-ae48-b4cec88dad24")
                .put("policyName", policy);
        return Reply.json(429, body);
    }

    @Override
    public Reply unavailable() {
        return Reply.text(503, "text/html", "<html><h1>503 Service Temporarily Unavailable</h1></html>");
    }

    @Override
    public Reply counted(Reply reply, long used, long most) {
        return reply.with("X-HubSpot-RateLimit-Daily", "650000")
                .with("X-HubSpot-RateLimit-Daily-Remaining", String.valueOf(650_000 - used))
                .with("X-HubSpot-RateLimit-Interval-Milliseconds", "10000");
    }

    @Override
    public Reply answer(Request request) {
        Optional<String> authorization = request.header("authorization");
        if (!authorization.equals(Optional.of("Bearer " + TOKEN))) {
            return HubspotErrors.reply(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");
        }
        try {
            return routed(request);
        } catch (Refused refused) {
            return refused.reply;
        } catch (StoreRefusal refusal) {
            return refusal.why == Why.NO_MODEL
                    ? HubspotErrors.reply(400, "VALIDATION_ERROR", "Unable to infer object type from: " + refusal.what)
                    : HubspotErrors.reply(refusal);
        }
    }

    private Reply routed(Request request) {
        Matcher properties = PROPERTIES.matcher(request.path());
        if (properties.matches() && request.method().equals("GET")) {
            return Reply.json(200, properties(store.model(properties.group(1))));
        }
        Matcher labels = LABELS.matcher(request.path());
        if (labels.matches() && request.method().equals("GET")) {
            return associations.labels(
                    store.model(labels.group(1)).name(),
                    store.model(labels.group(2)).name());
        }
        if (request.path().equals("/account-info/v3/details")
                && request.method().equals("GET")) {
            return Reply.json(
                    200, Request.JSON.createObjectNode().put("portalId", 4711).put("accountType", "STANDARD"));
        }
        if (!request.method().equals("POST")) {
            return HubspotErrors.reply(405, "METHOD_NOT_ALLOWED", "expected POST");
        }
        if (!request.json()) {
            return HubspotErrors.reply(415, "VALIDATION_ERROR", "Unsupported media type");
        }
        JsonNode body = request.tree().orElseThrow(() -> new Refused(400, "VALIDATION_ERROR", "Invalid input JSON"));
        Matcher pair = ASSOCIATIONS.matcher(request.path());
        if (pair.matches()) {
            store.model(pair.group(1));
            store.model(pair.group(2));
            return pair.group(3).equals("read")
                    ? associations.read(pair.group(1), pair.group(2), body)
                    : associations.associate(pair.group(1), pair.group(2), body);
        }
        Matcher batch = BATCH.matcher(request.path());
        if (!batch.matches()) {
            return HubspotErrors.reply(404, "OBJECT_NOT_FOUND", "no such resource");
        }
        FakeModel kind = store.model(batch.group(1));
        return switch (batch.group(2)) {
            case "search" -> search.answer(kind, body);
            case "batch/read" -> read(kind, body);
            case "batch/create" -> write(kind, body, How.CREATE);
            case "batch/update" -> write(kind, body, How.UPDATE);
            default -> write(kind, body, How.UPSERT);
        };
    }

    private List<JsonNode> inputs(JsonNode body) {
        JsonNode inputs = body.path("inputs");
        if (!inputs.isArray() || inputs.isEmpty() || inputs.size() > 100) {
            throw new Refused(400, "VALIDATION_ERROR", "The maximum batch size is 100, and the least 1");
        }
        return inputs.valueStream().toList();
    }

    private enum How {
        CREATE,
        UPSERT,
        UPDATE
    }

    private Reply write(FakeModel kind, JsonNode body, How how) {
        List<JsonNode> inputs = inputs(body);
        boolean traced = true;
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode input : inputs) {
            traced &= input.has("objectWriteTraceId");
            if (how == How.CREATE) {
                continue;
            }
            String id = input.path("id").asString("");
            if (how == How.UPSERT && !input.path("idProperty").asString("").equals(kind.keyField())) {
                throw new Refused(
                        400,
                        "VALIDATION_ERROR",
                        "Unable to perform update/upsert by non-unique " + kind.name() + " property");
            }
            if (how == How.UPDATE && input.has("idProperty")) {
                throw new Refused(400, "VALIDATION_ERROR", "idProperty isn't wanted where the id is a record id");
            }
            if (id.isEmpty() || !ids.add(id)) {
                throw new Refused(400, "VALIDATION_ERROR", "Duplicate or missing IDs found in batch input: " + id);
            }
        }
        return traced ? each(kind, inputs, how) : all(kind, inputs, how);
    }

    /** Without trace ids one bad input spoils the batch. */
    private Reply all(FakeModel kind, List<JsonNode> inputs, How how) {
        ObjectNode reply = Request.JSON.createObjectNode().put("status", "COMPLETE");
        reply.set("results", store.atomically(() -> {
            ArrayNode results = Request.JSON.createArrayNode();
            inputs.forEach(input -> results.add(one(kind, input, how)));
            return results;
        }));
        return Reply.json(200, reply);
    }

    private Reply each(FakeModel kind, List<JsonNode> inputs, How how) {
        boolean half = quirks.strikes(Quirk.LOCKED_ROWS);
        ArrayNode results = Request.JSON.createArrayNode();
        ArrayNode errors = Request.JSON.createArrayNode();
        for (JsonNode input : inputs) {
            try {
                if (half && quirks.coin()) {
                    throw new StoreRefusal(Why.LOCKED, "", "This record is currently being written to. Try again.");
                }
                results.add(one(kind, input, how));
            } catch (StoreRefusal refusal) {
                HubspotErrors.add(errors, input, refusal);
            }
        }
        ObjectNode reply = Request.JSON.createObjectNode();
        reply.put("status", "COMPLETE").set("results", results);
        if (!errors.isEmpty()) {
            reply.put("numErrors", errors.size()).set("errors", errors);
        }
        return Reply.json(errors.isEmpty() ? 200 : 207, reply);
    }

    private ObjectNode one(FakeModel kind, JsonNode input, How how) {
        String id = input.path("id").asString("");
        Map<String, @Nullable Object> values = new TreeMap<>();
        input.path("properties").properties().forEach(entry -> {
            FakeField field = kind.field(entry.getKey())
                    .orElseThrow(() -> new StoreRefusal(
                            Why.NO_FIELD, entry.getKey(), "Property \"" + entry.getKey() + "\" does not exist"));
            values.put(entry.getKey(), HubspotValues.stored(field, entry.getValue()));
        });
        FakeRow row;
        boolean fresh = false;
        synchronized (store) {
            addressIsFree(kind, how == How.UPDATE ? id : "", how == How.UPSERT ? id : "", values);
            if (how == How.UPDATE) {
                row = store.update(kind.name(), id, values, FakeStore.API);
            } else if (how == How.CREATE) {
                List<HubspotAssociations.Side> beside = associations.wanted(kind.name(), input);
                row = store.insert(kind.name(), values, FakeStore.API);
                associations.put(kind.name(), row.id(), beside);
            } else {
                values.putIfAbsent(kind.keyField(), id);
                List<FakeRow> same = store.withKey(kind.name(), id);
                fresh = same.isEmpty();
                if (!fresh
                        && same.get(0).created().isAfter(Instant.now().minusSeconds(1))
                        && quirks.strikes(Quirk.RACED_KEY)) {
                    throw new StoreRefusal(Why.DUPLICATE, kind.keyField(), id + " already has that value.");
                }
                row = fresh
                        ? store.insert(kind.name(), values, FakeStore.API)
                        : store.update(kind.name(), same.get(0).id(), values, FakeStore.API);
            }
        }
        ObjectNode result = json(kind, row, input);
        if (how == How.UPSERT) {
            result.put("new", fresh);
        }
        if (input.has("objectWriteTraceId")) {
            result.put("objectWriteTraceId", input.path("objectWriteTraceId").asString(""));
        }
        return result;
    }

    /** "Contacts": their addresses are unique beside whatever else is. */
    private void addressIsFree(FakeModel kind, String own, String ownKey, Map<String, @Nullable Object> values) {
        Object address = values.get("email");
        if (!kind.name().equals("contacts") || address == null) {
            return;
        }
        for (FakeRow other : store.all(kind.name())) {
            boolean itself =
                    other.id().equals(own) || other.text(kind.keyField()).equals(ownKey);
            if (!itself && other.text("email").equalsIgnoreCase(address.toString())) {
                throw HubspotErrors.sameAddress(other.id());
            }
        }
    }

    private Reply read(FakeModel kind, JsonNode body) {
        String by = body.path("idProperty").asString("");
        if (!by.isEmpty() && !by.equals(kind.keyField())) {
            throw new Refused(400, "VALIDATION_ERROR", "idProperty " + by + " isn't unique");
        }
        ArrayNode results = Request.JSON.createArrayNode();
        List<String> missing = new ArrayList<>();
        for (JsonNode input : inputs(body)) {
            String id = input.path("id").asString("");
            List<FakeRow> found =
                    by.isEmpty() ? store.find(kind.name(), id).stream().toList() : store.withKey(kind.name(), id);
            found.forEach(row -> results.add(json(kind, row, body)));
            if (found.isEmpty()) {
                missing.add(id);
            }
        }
        if (results.isEmpty() && quirks.strikes(Quirk.EMPTY_IS_404)) {
            return HubspotErrors.reply(404, "OBJECT_NOT_FOUND", "resource not found");
        }
        ObjectNode reply = Request.JSON.createObjectNode();
        reply.put("status", "COMPLETE").set("results", results);
        if (!missing.isEmpty()) {
            ObjectNode error = reply.put("numErrors", 1).putArray("errors").addObject();
            error.put("status", "error")
                    .put("category", "OBJECT_NOT_FOUND")
                    .put("message", "Could not get some objects");
            ArrayNode ids = error.putObject("context").putArray("ids");
            missing.forEach(ids::add);
        }
        return Reply.json(missing.isEmpty() ? 200 : 207, reply);
    }

    /** @param asked its {@code properties} list says which ones are wanted */
    ObjectNode json(FakeModel kind, FakeRow row, JsonNode asked) {
        ObjectNode result = Request.JSON.createObjectNode();
        result.put("id", row.id());
        ObjectNode properties = result.putObject("properties");
        for (String name : List.of("hs_object_id", "createdate", changed(kind))) {
            properties.put(name, HubspotValues.said(value(kind, row, name)));
        }
        if (asked.path("properties").isArray()) {
            for (JsonNode name : asked.path("properties").values()) {
                if (knows(kind, name.asString(""))) {
                    Object value = value(kind, row, name.asString(""));
                    properties.put(
                            name.asString(""),
                            value instanceof Instant at ? HubspotValues.moment(at) : HubspotValues.said(value));
                }
            }
        }
        result.put("createdAt", HubspotValues.moment(row.created()));
        result.put("updatedAt", HubspotValues.moment(row.modified()));
        return result.put("archived", false);
    }

    /** "Search the CRM": contacts have the time of their last change under a name of their own. */
    private static String changed(FakeModel kind) {
        return kind.name().equals("contacts") ? "lastmodifieddate" : "hs_lastmodifieddate";
    }

    @Nullable
    Object value(FakeModel kind, FakeRow row, String property) {
        return switch (property) {
            case "hs_object_id" -> new java.math.BigDecimal(row.id());
            case "createdate" -> row.created();
            case "lastmodifieddate", "hs_lastmodifieddate" -> row.modified();
            default -> row.value(property).orElse(null);
        };
    }

    boolean knows(FakeModel kind, String property) {
        return List.of("hs_object_id", "createdate", changed(kind)).contains(property)
                || kind.field(property).isPresent();
    }

    private static ObjectNode properties(FakeModel kind) {
        ObjectNode reply = Request.JSON.createObjectNode();
        ArrayNode results = reply.putArray("results");
        for (FakeField field : kind.fields().values()) {
            ObjectNode node = results.addObject();
            node.put("name", field.name())
                    .put("type", HubspotValues.type(field))
                    .put("fieldType", field.type() == FakeField.Type.FLAG ? "booleancheckbox" : "text")
                    .put("hasUniqueValue", field.name().equals(kind.keyField()) && kind.unique())
                    .putObject("modificationMetadata")
                    .put("readOnlyValue", field.readOnly());
            ArrayNode options = node.putArray("options");
            field.choices()
                    .forEach(choice -> options.addObject().put("value", choice).put("label", choice));
        }
        return reply;
    }

    /** A whole request is refused. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Reply reply;

        Refused(int status, String category, String message) {
            super(message);
            reply = HubspotErrors.reply(status, category, message);
        }
    }
}
