package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.StoreRefusal.Why;
import java.time.Duration;
import java.time.Instant;
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
 * Salesforce's "REST API Developer Guide": Upsert Records Using sObject Collections (at most 200, done in the listed order, a result for
 * each, HTTP 400 for what isn't well formed), Update Records Using sObject Collections, sObject Rows with Conditional Request Headers,
 * sObject Describe, Query and QueryAll, Limit Info Header ({@code Sforce-Limit-Info: api-usage=used/most}), Status Codes and Error
 * Responses (an array of {@code message} and {@code errorCode}; 403 {@code REQUEST_LIMIT_EXCEEDED} without Retry-After). From memory: the
 * words of the messages, {@code EXCEEDED_ID_LIMIT}, 16,384 bytes at most for an address, and that an unknown field makes the whole
 * request a 400.
 */
final class SalesforceDialect implements Dialect {
    static final String VERSION = "v66.0";
    static final String USERNAME = "tagline@post.example";
    static final String CLIENT_ID = "3MVG9tagline";
    static final String CLIENT_SECRET = "a-secret-of-the-tests";
    private static final int LONGEST_ADDRESS = 16_384;
    private static final String DATA = "/services/data/" + VERSION;
    private static final Pattern UPSERT = Pattern.compile(DATA + "/composite/sobjects/([A-Za-z0-9_]+)/([A-Za-z0-9_]+)");
    private static final Pattern ROW = Pattern.compile(DATA + "/sobjects/([A-Za-z0-9_]+)/([A-Za-z0-9]+)");
    private static final Pattern DESCRIBE = Pattern.compile(DATA + "/sobjects/([A-Za-z0-9_]+)/describe");
    private static final Pattern QUERY = Pattern.compile(DATA + "/query(?:All)?(/[A-Za-z0-9-]+)?");

    private final FakeStore store;
    private final Quirks quirks;
    private final SalesforceTokens tokens;
    private final SalesforceQueries queries;

    SalesforceDialect(FakeStore store, Quirks quirks, SalesforceTokens tokens) {
        this.store = store;
        this.quirks = quirks;
        this.tokens = tokens;
        this.queries = new SalesforceQueries(store, quirks, DATA);
    }

    @Override
    public boolean login(Request request) {
        return request.path().equals("/services/oauth2/token");
    }

    @Override
    public boolean writes(Request request) {
        return !request.method().equals("GET");
    }

    @Override
    public void expire() {
        tokens.expire();
    }

    @Override
    public Reply throttled(Optional<Duration> after) {
        return error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }

    @Override
    public Reply unavailable() {
        return error(503, "SERVER_UNAVAILABLE", "Server is too busy right now. Please try again later.");
    }

    @Override
    public Reply counted(Reply reply, long used, long most) {
        return reply.with("Sforce-Limit-Info", "api-usage=" + Math.min(used, most) + "/" + most);
    }

    @Override
    public Reply answer(Request request) {
        if (login(request)) {
            return tokens.token(request);
        }
        if (!tokens.valid(request)) {
            return error(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        if (request.uri().toString().length() > LONGEST_ADDRESS) {
            return Reply.text(414, "text/html", "<html>URI Too Long</html>");
        }
        if (!request.path().startsWith(DATA)) {
            return error(404, "NOT_FOUND", "The requested resource does not exist");
        }
        if (writes(request) && !request.json()) {
            return error(415, "UNSUPPORTED_MEDIA_TYPE", "Content type is not supported");
        }
        try {
            return routed(request);
        } catch (Refused refused) {
            return refused.reply;
        } catch (StoreRefusal refusal) {
            return error(statusOf(refusal), codeOf(refusal), refusal.getMessage());
        }
    }

    private Reply routed(Request request) {
        Matcher upsert = UPSERT.matcher(request.path());
        if (upsert.matches() && request.method().equals("PATCH")) {
            return upsert(request, upsert.group(1), upsert.group(2));
        }
        if (request.path().equals(DATA + "/composite/sobjects")
                && request.method().equals("PATCH")) {
            return update(request);
        }
        Matcher describe = DESCRIBE.matcher(request.path());
        if (describe.matches() && request.method().equals("GET")) {
            return Reply.json(200, SalesforceDescribe.of(store.model(describe.group(1))));
        }
        Matcher query = QUERY.matcher(request.path());
        if (query.matches() && request.method().equals("GET")) {
            return queries.answer(request, Optional.ofNullable(query.group(1)).map(part -> part.substring(1)));
        }
        Matcher row = ROW.matcher(request.path());
        if (row.matches() && request.method().equals("PATCH")) {
            return one(request, row.group(1), row.group(2));
        }
        return error(405, "METHOD_NOT_ALLOWED", "HTTP Method '" + request.method() + "' not allowed here");
    }

    private Reply upsert(Request request, String model, String keyField) {
        FakeModel kind = store.model(model);
        if (!kind.keyField().equals(keyField)) {
            throw new Refused(
                    404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + keyField);
        }
        List<ObjectNode> records = records(request, model);
        // what isn't well formed is refused before anything is done
        List<Map<String, JsonNode>> parsed =
                records.stream().map(record -> fields(kind, record)).toList();
        ArrayNode results = Request.JSON.createArrayNode();
        boolean half = quirks.strikes(Quirk.LOCKED_ROWS);
        Set<String> before = new LinkedHashSet<>();
        for (Map<String, JsonNode> fields : parsed) {
            String key = Optional.ofNullable(fields.get(keyField))
                    .map(node -> node.asString(""))
                    .orElse("");
            if (key.isBlank()) {
                results.add(failed("MISSING_ARGUMENT", keyField + " not specified"));
            } else if (!before.add(key.toLowerCase(Locale.ROOT))) {
                results.add(failed("DUPLICATE_VALUE", "Duplicate external id specified: " + key));
            } else if (half && quirks.coin()) {
                results.add(failed("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record"));
            } else {
                results.add(result(() -> upsertOne(kind, key, fields)));
            }
        }
        return Reply.json(200, results);
    }

    private ObjectNode upsertOne(FakeModel kind, String key, Map<String, JsonNode> fields) {
        synchronized (store) {
            List<FakeRow> same = store.withKey(kind.name(), key);
            if (same.size() > 1) {
                return failed("DUPLICATE_EXTERNAL_ID", "The external ID provided matches more than one record");
            }
            if (same.isEmpty()) {
                FakeRow row = store.insert(kind.name(), values(kind, fields), FakeStore.API);
                return done(row, true);
            }
            boolean fresh = same.get(0).created().isAfter(Instant.now().minusSeconds(1));
            if (fresh && quirks.strikes(Quirk.RACED_KEY)) {
                return failed(
                        "DUPLICATE_VALUE",
                        "duplicate value found: <unknown> duplicates value on record with id: <unknown>");
            }
            return done(store.update(kind.name(), same.get(0).id(), values(kind, fields), FakeStore.API), false);
        }
    }

    private Reply update(Request request) {
        List<ObjectNode> records = records(request, "");
        List<Map<String, JsonNode>> parsed = records.stream()
                .map(record -> fields(store.model(type(record)), record))
                .toList();
        boolean half = quirks.strikes(Quirk.LOCKED_ROWS);
        ArrayNode results = Request.JSON.createArrayNode();
        for (int i = 0; i < records.size(); i++) {
            FakeModel kind = store.model(type(records.get(i)));
            String id = records.get(i).path("id").asString("");
            Map<String, JsonNode> fields = parsed.get(i);
            if (id.isEmpty()) {
                results.add(failed("MISSING_ARGUMENT", "Id not specified in an update call"));
            } else if (half && quirks.coin()) {
                results.add(failed("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record"));
            } else {
                results.add(
                        result(() -> done(store.update(kind.name(), id, values(kind, fields), FakeStore.API), false)));
            }
        }
        return Reply.json(200, results);
    }

    /** "sObject Rows", "Conditional Request Headers": whole seconds, as HTTP's times are. */
    private Reply one(Request request, String model, String id) {
        FakeModel kind = store.model(model);
        ObjectNode body = request.tree()
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> new Refused(400, "JSON_PARSER_ERROR", "The HTTP entity body is required"));
        Map<String, JsonNode> fields = fields(kind, body);
        synchronized (store) {
            FakeRow row =
                    store.find(model, id).orElseThrow(() -> new Refused(404, "ENTITY_IS_DELETED", "entity is deleted"));
            Optional<Instant> unless = request.header("if-unmodified-since").map(SalesforceDialect::httpDate);
            if (unless.isPresent()
                    && row.modified().getEpochSecond() > unless.get().getEpochSecond()) {
                return Reply.nothing(412);
            }
            store.update(model, id, values(kind, fields), FakeStore.API);
            return Reply.nothing(204);
        }
    }

    private static Instant httpDate(String text) {
        try {
            return Instant.from(java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        } catch (java.time.DateTimeException bad) {
            throw new Refused(400, "INVALID_FIELD", "If-Unmodified-Since isn't an HTTP date: " + text);
        }
    }

    /** @param model that all have to be of; empty for any */
    private static List<ObjectNode> records(Request request, String model) {
        JsonNode body = request.tree()
                .orElseThrow(() -> new Refused(400, "JSON_PARSER_ERROR", "The HTTP entity body is required"));
        JsonNode records = body.path("records");
        if (!records.isArray() || records.isEmpty()) {
            throw new Refused(400, "REQUIRED_FIELD_MISSING", "records");
        }
        if (records.size() > 200) {
            throw new Refused(
                    400,
                    "EXCEEDED_ID_LIMIT",
                    "record limit reached. cannot submit more than 200 records into this call");
        }
        List<ObjectNode> list = records.valueStream()
                .map(node -> node instanceof ObjectNode record ? record : Request.JSON.createObjectNode())
                .toList();
        for (ObjectNode record : list) {
            if (type(record).isEmpty() || (!model.isEmpty() && !type(record).equals(model))) {
                throw new Refused(400, "INVALID_TYPE", "attributes.type: expected " + model);
            }
            if (!model.isEmpty() && record.has("id")) {
                throw new Refused(400, "INVALID_FIELD", "cannot specify Id in an upsert by external id");
            }
        }
        return list;
    }

    private static String type(ObjectNode record) {
        return record.path("attributes").path("type").asString("");
    }

    /** The fields of a record, each known to the model and of its kind of JSON. */
    private Map<String, JsonNode> fields(FakeModel kind, ObjectNode record) {
        Map<String, JsonNode> fields = new TreeMap<>();
        record.properties().forEach(entry -> {
            String name = entry.getKey();
            if (name.equals("attributes") || name.equals("id")) {
                return;
            }
            if (linkOf(kind, name).isEmpty()) {
                FakeField field = kind.field(name)
                        .orElseThrow(() -> new Refused(
                                400,
                                "INVALID_FIELD",
                                "No such column '" + name + "' on sobject of type " + kind.name()));
                SalesforceValues.stored(field, entry.getValue());
            }
            fields.put(name, entry.getValue());
        });
        return fields;
    }

    private Map<String, @Nullable Object> values(FakeModel kind, Map<String, JsonNode> fields) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        fields.forEach((name, node) -> {
            Optional<FakeField> link = linkOf(kind, name);
            if (link.isPresent()) {
                values.put(link.get().name(), linked(link.get(), node));
            } else {
                values.put(name, SalesforceValues.stored(kind.field(name).orElseThrow(), node));
            }
        });
        return values;
    }

    /** "Relate records by external id": {@code "Order__r": {"Key__c": "..."}}. */
    private String linked(FakeField link, JsonNode node) {
        FakeModel target = store.model(link.target().orElseThrow());
        String key = node.path(target.keyField()).asString("");
        List<FakeRow> found = store.withKey(target.name(), key);
        if (found.size() != 1) {
            throw new StoreRefusal(
                    Why.RULE,
                    "INVALID_FIELD",
                    "Foreign key external ID: " + key + " not found for field " + target.keyField() + " in entity "
                            + target.name());
        }
        return found.get(0).id();
    }

    /** The link field that this relationship name is of. */
    static Optional<FakeField> linkOf(FakeModel kind, String relationship) {
        return kind.fields().values().stream()
                .filter(field -> field.type() == FakeField.Type.LINK)
                .filter(field -> relationship(field.name()).equals(relationship))
                .findFirst();
    }

    static String relationship(String field) {
        return field.endsWith("__c")
                ? field.substring(0, field.length() - 1) + "r"
                : field.substring(0, field.length() - 2);
    }

    private interface Work {
        ObjectNode result();
    }

    private static ObjectNode result(Work work) {
        try {
            return work.result();
        } catch (StoreRefusal refusal) {
            ObjectNode failed = failed(codeOf(refusal), refusal.getMessage());
            if (!refusal.what.isEmpty() && refusal.why != Why.DUPLICATE && refusal.why != Why.GONE) {
                ((ArrayNode) failed.path("errors").path(0).path("fields")).add(refusal.what);
            }
            return failed;
        }
    }

    private static ObjectNode done(FakeRow row, boolean created) {
        ObjectNode result = Request.JSON.createObjectNode();
        result.put("id", row.id()).put("success", true).put("created", created);
        result.putArray("errors");
        return result;
    }

    private static ObjectNode failed(String code, String message) {
        ObjectNode result = Request.JSON.createObjectNode();
        result.put("success", false);
        ObjectNode error = result.putArray("errors").addObject();
        error.put("statusCode", code).put("message", message).putArray("fields");
        return result;
    }

    private static String codeOf(StoreRefusal refusal) {
        return switch (refusal.why) {
            case NO_MODEL -> "NOT_FOUND";
            case NO_FIELD -> "INVALID_FIELD";
            case READ_ONLY -> "INVALID_FIELD_FOR_INSERT_UPDATE";
            case MISSING -> "REQUIRED_FIELD_MISSING";
            case TOO_LONG -> "STRING_TOO_LONG";
            case BAD_CHOICE -> "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST";
            case BAD_TYPE -> "JSON_PARSER_ERROR";
            case DUPLICATE -> "DUPLICATE_VALUE";
            case NO_LINK -> "INVALID_CROSS_REFERENCE_KEY";
            case LOCKED -> "UNABLE_TO_LOCK_ROW";
            case GONE -> "ENTITY_IS_DELETED";
            case RULE -> refusal.what.isEmpty() ? "FIELD_CUSTOM_VALIDATION_EXCEPTION" : refusal.what;
        };
    }

    private static int statusOf(StoreRefusal refusal) {
        return refusal.why == Why.NO_MODEL || refusal.why == Why.GONE ? 404 : 400;
    }

    static Reply error(int status, String code, String message) {
        ArrayNode body = Request.JSON.createArrayNode();
        body.addObject().put("message", message).put("errorCode", code);
        return Reply.json(status, body);
    }

    /** A whole request is refused. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Reply reply;

        Refused(int status, String code, String message) {
            super(message);
            reply = error(status, code, message);
        }
    }
}
