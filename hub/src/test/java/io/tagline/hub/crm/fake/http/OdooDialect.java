package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.OdooDomain.OdooValues;
import io.tagline.hub.crm.fake.http.StoreRefusal.Why;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Odoo by its documents: "External JSON-2 API" (19.0: {@code /json/2/model/method}, {@code Authorization: bearer}, {@code
 * X-Odoo-Database}, arguments by name; each call is a transaction; errors have name, message, arguments, context and debug) and "External
 * RPC API" (before: {@code /jsonrpc}, service, method, args; errors come with HTTP 200). "ORM API" for create, write, search_read and
 * fields_get. From memory: which exception has which HTTP status, and that an unknown field is a ValueError.
 */
final class OdooDialect implements Dialect {
    static final String DATABASE = "post";
    static final String LOGIN = "tagline";
    static final String KEY = "an-api-key-of-the-tests";
    private static final int UID = 7;
    private static final Pattern JSON2 = Pattern.compile("/json/2/([a-z._]+)/([a-z_]+)");

    private final FakeStore store;
    private final Quirks quirks;

    OdooDialect(FakeStore store, Quirks quirks) {
        this.store = store;
        this.quirks = quirks;
    }

    @Override
    public boolean login(Request request) {
        return request.body().contains("\"authenticate\"");
    }

    @Override
    public boolean writes(Request request) {
        return request.path().matches(".*/(create|write)")
                || request.body().contains("\"create\"")
                || request.body().contains("\"write\"");
    }

    @Override
    public void expire() {}

    @Override
    public Reply throttled(Optional<Duration> after) {
        return Reply.text(429, "text/html", "<html>Too Many Requests</html>")
                .with(
                        "Retry-After",
                        String.valueOf(
                                Math.max(1, after.map(Duration::toSeconds).orElse(1L))));
    }

    @Override
    public Reply unavailable() {
        return Reply.text(503, "text/html", "<html>Service Unavailable</html>");
    }

    /** An exception of Odoo's. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;
        final String name;

        Fault(int status, String name, String message) {
            super(message);
            this.status = status;
            this.name = name;
        }
    }

    @Override
    public Reply answer(Request request) {
        Matcher json2 = JSON2.matcher(request.path());
        if (!request.method().equals("POST") || !request.json()) {
            return Reply.text(400, "text/html", "<html>expected POST of application/json</html>");
        }
        JsonNode body = request.tree().orElse(Request.JSON.createObjectNode());
        if (request.path().equals("/jsonrpc")) {
            return rpc(body);
        }
        if (!json2.matches()) {
            return Reply.text(404, "text/html", "<html>Not Found</html>");
        }
        try {
            if (!request.header("authorization").equals(Optional.of("bearer " + KEY))
                    || !request.header("x-odoo-database").equals(Optional.of(DATABASE))) {
                throw new Fault(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey");
            }
            return Reply.json(200, atomically(json2.group(1), json2.group(2), body));
        } catch (Fault fault) {
            return Reply.json(fault.status, told(fault));
        }
    }

    private static ObjectNode told(Fault fault) {
        ObjectNode told = Request.JSON.createObjectNode();
        told.put("name", fault.name)
                .put("message", fault.getMessage())
                .put("debug", "Traceback (most recent call last)");
        told.putArray("arguments").add(fault.getMessage());
        told.putObject("context");
        return told;
    }

    private Reply rpc(JsonNode body) {
        ObjectNode reply = Request.JSON.createObjectNode();
        reply.put("jsonrpc", "2.0").set("id", body.path("id"));
        JsonNode params = body.path("params");
        JsonNode args = params.path("args");
        try {
            boolean known = args.path(0).asString("").equals(DATABASE)
                    && args.path(2).asString("").equals(KEY);
            if (params.path("service").asString("").equals("common")) {
                boolean right = known && args.path(1).asString("").equals(LOGIN);
                reply.set("result", right ? Request.JSON.valueToTree(UID) : Request.JSON.valueToTree(false));
                return Reply.json(200, reply);
            }
            if (!known || args.path(1).asInt(0) != UID) {
                throw new Fault(200, "odoo.exceptions.AccessDenied", "Access Denied");
            }
            ObjectNode named = args.path(6) instanceof ObjectNode given ? given : Request.JSON.createObjectNode();
            if (args.path(5).size() > 0) {
                named.set("ids", args.path(5).path(0));
            }
            reply.set(
                    "result", atomically(args.path(3).asString(""), args.path(4).asString(""), named));
        } catch (Fault fault) {
            reply.putObject("error")
                    .put("code", 200)
                    .put("message", "Odoo Server Error")
                    .set("data", told(fault));
        }
        return Reply.json(200, reply);
    }

    private JsonNode atomically(String model, String method, JsonNode given) {
        try {
            return store.atomically(() -> call(model, method, given));
        } catch (StoreRefusal refusal) {
            throw fault(refusal);
        }
    }

    private Fault fault(StoreRefusal refusal) {
        String words = String.valueOf(refusal.getMessage());
        return switch (refusal.why) {
            case NO_MODEL ->
                new Fault(404, "werkzeug.exceptions.NotFound", "the model '" + refusal.what + "' does not exist");
            case NO_FIELD -> new Fault(500, "builtins.ValueError", "Invalid field '" + refusal.what + "'");
            case GONE -> new Fault(404, "odoo.exceptions.MissingError", "Record does not exist or has been deleted.");
            case LOCKED ->
                new Fault(
                        500,
                        "psycopg2.errors.SerializationFailure",
                        "could not serialize access due to concurrent update");
            case BAD_CHOICE, BAD_TYPE ->
                quirks.strikes(Quirk.REFUSAL_IS_500)
                        ? new Fault(500, "builtins.ValueError", "Wrong value for " + words)
                        : new Fault(422, "odoo.exceptions.ValidationError", words);
            default -> new Fault(422, "odoo.exceptions.ValidationError", words);
        };
    }

    private JsonNode call(String model, String method, JsonNode given) {
        if (model.equals("res.users") && method.equals("context_get")) {
            return Request.JSON.createObjectNode().put("lang", "en_US").put("uid", UID);
        }
        FakeModel kind = store.model(model);
        return switch (method) {
            case "create" -> create(kind, given.path("vals_list"));
            case "write" -> write(kind, given);
            case "search_read" -> searchRead(kind, given);
            case "fields_get" -> fieldsGet(kind);
            default -> throw new Fault(404, "werkzeug.exceptions.NotFound", "no method " + method);
        };
    }

    private JsonNode create(FakeModel kind, JsonNode list) {
        if (!list.isArray()) {
            throw new Fault(422, "builtins.TypeError", "create() missing 1 required positional argument: 'vals_list'");
        }
        if (quirks.strikes(Quirk.LOCKED_ROWS)) {
            throw new StoreRefusal(Why.LOCKED, "", "");
        }
        ArrayNode ids = Request.JSON.createArrayNode();
        for (JsonNode vals : list.values()) {
            ids.add(Long.parseLong(
                    store.insert(kind.name(), values(kind, vals), FakeStore.API).id()));
        }
        return ids;
    }

    private JsonNode write(FakeModel kind, JsonNode given) {
        if (!given.path("vals").isObject()) {
            throw new Fault(422, "builtins.TypeError", "write() missing 1 required positional argument: 'vals'");
        }
        if (quirks.strikes(Quirk.LOCKED_ROWS)) {
            throw new StoreRefusal(Why.LOCKED, "", "");
        }
        for (JsonNode id : given.path("ids").values()) {
            store.update(kind.name(), id.asString(""), values(kind, given.path("vals")), FakeStore.API);
            if (quirks.strikes(Quirk.MODIFIED_ENTRY)) {
                store.insert("mail.message", new TreeMap<>(Map.of("body", "modified " + id.asString(""))), "odoo");
            }
        }
        return Request.JSON.valueToTree(true);
    }

    private Map<String, @Nullable Object> values(FakeModel kind, JsonNode vals) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        vals.properties().forEach(entry -> {
            FakeField field = known(kind, entry.getKey());
            values.put(field.name(), stored(field, entry.getValue()));
        });
        return values;
    }

    private static FakeField known(FakeModel kind, String name) {
        return kind.field(name).orElseThrow(() -> new StoreRefusal(Why.NO_FIELD, name, "Invalid field '" + name + "'"));
    }

    private static @Nullable Object stored(FakeField field, JsonNode node) {
        if (node.isNull() || (node.isBoolean() && !node.booleanValue() && field.type() != FakeField.Type.FLAG)) {
            return null;
        }
        try {
            return switch (field.type()) {
                case TEXT, CHOICE -> node.stringValue();
                case LINK -> String.valueOf(node.longValue());
                case NUMBER -> node.decimalValue().stripTrailingZeros();
                case FLAG -> node.booleanValue();
                case DAY -> LocalDate.parse(node.stringValue());
                case MOMENT -> OdooValues.moment(node.stringValue());
            };
        } catch (DateTimeException | tools.jackson.core.JacksonException bad) {
            throw new StoreRefusal(Why.BAD_TYPE, field.name(), field.name());
        }
    }

    private JsonNode searchRead(FakeModel kind, JsonNode given) {
        List<String> fields =
                given.path("fields").valueStream().map(one -> one.asString("")).toList();
        fields.forEach(field -> value(kind, null, field));
        List<FakeRow> found = new ArrayList<>();
        for (FakeRow row : store.all(kind.name())) {
            if (new OdooDomain(given.path("domain"), field -> value(kind, row, field)).holds()) {
                found.add(row);
            }
        }
        Comparator<FakeRow> order = (a, b) -> 0;
        for (String part : given.path("order").asString("id").split(",", -1)) {
            order = order.thenComparing((a, b) -> compare(value(kind, a, part.strip()), value(kind, b, part.strip())));
        }
        ArrayNode rows = Request.JSON.createArrayNode();
        found.stream()
                .sorted(order)
                .limit(given.path("limit").asInt(Integer.MAX_VALUE))
                .forEach(row -> rows.add(json(kind, row, fields)));
        return rows;
    }

    @SuppressWarnings("unchecked") // of one field, so of one class
    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? 1 : -1;
        }
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** @param row null to ask only whether the field is there */
    private @Nullable Object value(FakeModel kind, @Nullable FakeRow row, String field) {
        boolean system = List.of("id", "create_date", "write_date", "write_uid").contains(field);
        if (!system) {
            known(kind, field);
        }
        if (row == null) {
            return null;
        }
        return switch (field) {
            case "id" -> new BigDecimal(row.id());
            case "create_date" -> row.created();
            case "write_date" -> row.modified();
            case "write_uid" -> new BigDecimal(row.changedBy().equals(FakeStore.API) ? UID : 2);
            default -> row.value(field).orElse(null);
        };
    }

    private ObjectNode json(FakeModel kind, FakeRow row, List<String> fields) {
        ObjectNode node = Request.JSON.createObjectNode().put("id", Long.parseLong(row.id()));
        for (String field : fields) {
            Object value = value(kind, row, field);
            boolean link = kind.field(field)
                    .map(it -> it.type() == FakeField.Type.LINK)
                    .orElse(false);
            boolean nullStamp = field.equals("write_date") && row.edits() == 0 && quirks.strikes(Quirk.NULL_STAMP);
            if (value == null || nullStamp) {
                node.put(field, false);
            } else if (link || field.equals("write_uid")) {
                node.putArray(field).add(Long.parseLong(value.toString())).add("its name");
            } else if (value instanceof Instant at) {
                node.put(field, OdooValues.moment(at));
            } else if (value instanceof BigDecimal number) {
                node.put(field, number);
            } else if (value instanceof Boolean flag) {
                node.put(field, flag);
            } else {
                node.put(field, value.toString());
            }
        }
        return node;
    }

    private static ObjectNode fieldsGet(FakeModel kind) {
        ObjectNode fields = Request.JSON.createObjectNode();
        for (FakeField field : kind.fields().values()) {
            ObjectNode node = fields.putObject(field.name());
            node.put("type", type(field)).put("required", field.required()).put("readonly", field.readOnly());
            if (field.type() == FakeField.Type.TEXT) {
                node.put("size", field.longest());
            }
            ArrayNode selection = node.putArray("selection");
            field.choices().forEach(choice -> selection.addArray().add(choice).add("Label of " + choice));
        }
        return fields;
    }

    private static String type(FakeField field) {
        return switch (field.type()) {
            case TEXT -> "char";
            case NUMBER -> "float";
            case FLAG -> "boolean";
            case DAY -> "date";
            case MOMENT -> "datetime";
            case CHOICE -> "selection";
            case LINK -> "many2one";
        };
    }
}
