package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.StoreRefusal.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Dynamics 365 by Microsoft's Dataverse Web API documents: "Use an alternate key to reference a record", "UpsertMultiple" (all of it or
 * nothing on standard tables; answers 204 without ids), "Execute batch operations" (stops at the first failure and answers with it unless
 * {@code Prefer: odata.continue-on-error}), "Perform conditional operations" (If-Match; {@code *} keeps from creating), "Service
 * protection API limits" (429, Retry-After, {@code 0x80072322}), "Compose HTTP requests and handle errors" (OData headers on every
 * request). Tokens by Microsoft Entra's "client credentials flow". From memory: the codes of validation errors and of a deadlock.
 */
final class DynamicsDialect implements Dialect {
    static final String TENANT = "11111111-2222-3333-4444-555555555555";
    static final String CLIENT_ID = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    static final String CLIENT_SECRET = "a-secret-of-the-tests";
    private static final String API = "/api/data/v9.2";
    private static final Pattern ROW =
            Pattern.compile(API + "/([a-z_]+)\\((?:([0-9a-f-]{36})|([a-z_]+)='((?:[^']|'')*)')\\)");
    private static final Pattern SET = Pattern.compile(API + "/([a-z_]+)");
    private static final Pattern MULTIPLE =
            Pattern.compile(API + "/([a-z_]+)/Microsoft\\.Dynamics\\.CRM\\.UpsertMultiple");
    private static final Pattern DEFINITION =
            Pattern.compile(API + "/EntityDefinitions\\(LogicalName='([a-z_]+)'\\)/Attributes(/[A-Za-z.]+)?");

    private final FakeStore store;
    private final Quirks quirks;
    private final String address;
    private final DynamicsTables tables;
    private final DynamicsQueries queries;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicLong made = new AtomicLong();

    DynamicsDialect(FakeStore store, Quirks quirks, String address) {
        this.store = store;
        this.quirks = quirks;
        this.address = address;
        this.tables = new DynamicsTables(store);
        this.queries = new DynamicsQueries(store, quirks, tables, address + API);
    }

    @Override
    public boolean login(Request request) {
        return request.path().equals("/" + TENANT + "/oauth2/v2.0/token");
    }

    @Override
    public boolean writes(Request request) {
        return !request.method().equals("GET");
    }

    @Override
    public void expire() {
        tokens.clear();
    }

    @Override
    public Reply throttled(Optional<Duration> after) {
        long seconds = Math.max(1, after.map(Duration::toSeconds).orElse(1L));
        return error(
                        429,
                        "0x80072322",
                        "Number of requests exceeded the limit of 6000 over the time window of 300 seconds.")
                .with("Retry-After", String.valueOf(seconds));
    }

    @Override
    public Reply unavailable() {
        return Reply.text(503, "text/html", "<html><h2>Service Unavailable</h2></html>");
    }

    @Override
    public Reply answer(Request request) {
        if (login(request)) {
            return token(request);
        }
        String bearer = request.header("authorization").orElse("");
        if (!bearer.startsWith("Bearer ") || !tokens.contains(bearer.substring(7))) {
            return Reply.nothing(401).with("WWW-Authenticate", "Bearer authorization_uri=" + address);
        }
        if (!request.header("odata-version").equals(Optional.of("4.0"))
                || !request.header("odata-maxversion").equals(Optional.of("4.0"))) {
            return error(400, "0x80060888", "OData-Version and OData-MaxVersion: expected 4.0");
        }
        if (request.uri().toString().length() > 32_768) {
            return Reply.text(414, "text/html", "<html>URI Too Long</html>");
        }
        if (request.path().equals(API + "/$batch")) {
            return batch(request);
        }
        return one(request);
    }

    private Reply token(Request request) {
        Map<String, String> form = request.form();
        boolean known = CLIENT_ID.equals(form.get("client_id")) && CLIENT_SECRET.equals(form.get("client_secret"));
        if (!"client_credentials".equals(form.get("grant_type"))
                || !("http://" + request.header("host").orElse("") + "/.default").equals(form.get("scope"))) {
            return refused(
                    "invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid.");
        }
        if (!known) {
            return refused("invalid_client", "AADSTS7000215: Invalid client secret provided.");
        }
        String token = "eyJfake." + made.incrementAndGet() + "." + Long.toHexString(System.nanoTime());
        tokens.add(token);
        return Reply.json(
                200,
                Request.JSON
                        .createObjectNode()
                        .put("token_type", "Bearer")
                        .put("expires_in", 3599)
                        .put("access_token", token));
    }

    private static Reply refused(String error, String words) {
        return Reply.json(
                401, Request.JSON.createObjectNode().put("error", error).put("error_description", words));
    }

    private Reply batch(Request request) {
        List<Request> requests;
        try {
            requests = DynamicsBatch.requests(request);
        } catch (DynamicsBatch.Malformed malformed) {
            return error(400, "0x80060888", String.valueOf(malformed.getMessage()));
        }
        boolean goesOn = request.header("prefer").orElse("").contains("odata.continue-on-error");
        // a question locks no row
        boolean half = requests.stream().anyMatch(this::writes) && quirks.strikes(Quirk.LOCKED_ROWS);
        List<Reply> replies = new ArrayList<>();
        for (Request inner : requests) {
            Reply reply = half && writes(inner) && quirks.coin()
                    ? error(500, "0x80044151", "Generic SQL error: Transaction was deadlocked on lock resources.")
                    : one(inner);
            if (reply.status() >= 400 && !goesOn) {
                return reply;
            }
            replies.add(reply);
        }
        return DynamicsBatch.replies(replies);
    }

    private Reply one(Request request) {
        try {
            return routed(request);
        } catch (ODataFilter.Malformed malformed) {
            return error(400, "0x80060888", String.valueOf(malformed.getMessage()));
        } catch (StoreRefusal refusal) {
            return error(statusOf(refusal), codeOf(refusal), String.valueOf(refusal.getMessage()));
        }
    }

    private Reply routed(Request request) {
        String path = request.path();
        if (path.equals(API + "/WhoAmI") && request.method().equals("GET")) {
            return Reply.json(
                    200,
                    Request.JSON
                            .createObjectNode()
                            .put("UserId", "99999999-0000-0000-0000-000000000001")
                            .put("OrganizationId", "99999999-0000-0000-0000-000000000002"));
        }
        Matcher definition = DEFINITION.matcher(path);
        if (definition.matches() && request.method().equals("GET")) {
            return Reply.json(200, DynamicsDefinitions.of(store.model(definition.group(1)), definition.group(2)));
        }
        if (writes(request) && !request.json()) {
            return error(415, "0x80060888", "Content-Type: expected application/json");
        }
        Matcher multiple = MULTIPLE.matcher(path);
        if (multiple.matches() && request.method().equals("POST")) {
            return multiple(request, tables.ofSet(multiple.group(1)));
        }
        Matcher row = ROW.matcher(path);
        if (row.matches() && request.method().equals("PATCH")) {
            return patch(request, tables.ofSet(row.group(1)), Optional.ofNullable(row.group(2)), row);
        }
        Matcher set = SET.matcher(path);
        if (set.matches() && request.method().equals("GET")) {
            return queries.answer(tables.ofSet(set.group(1)), request.query());
        }
        return error(404, "0x8006088a", "Resource not found for the segment '" + path + "'.");
    }

    private static JsonNode body(Request request) {
        return request.tree()
                .orElseThrow(() -> new StoreRefusal(Why.BAD_TYPE, "", "An error occurred while validating input"));
    }

    private Reply multiple(Request request, FakeModel kind) {
        JsonNode targets = body(request).path("Targets");
        if (!targets.isArray() || targets.isEmpty()) {
            return error(400, "0x80048d19", "Targets: expected an array");
        }
        if (quirks.strikes(Quirk.LOCKED_ROWS)) {
            return error(500, "0x80044151", "Generic SQL error: Transaction was deadlocked on lock resources.");
        }
        store.atomically(() -> {
            for (JsonNode target : targets.values()) {
                Matcher id = ROW.matcher(API + "/" + target.path("@odata.id").asString(""));
                if (!target.path("@odata.type").asString("").equals("Microsoft.Dynamics.CRM." + kind.name())
                        || !id.matches()
                        || id.group(3) == null
                        || target.has(kind.keyField())) {
                    throw new StoreRefusal(
                            Why.BAD_TYPE, "", "each target needs @odata.type and @odata.id, and no key in its body");
                }
                upsert(kind, key(kind, id), tables.values(kind, target));
            }
            return true;
        });
        return Reply.nothing(204);
    }

    private static String key(FakeModel kind, Matcher row) {
        if (!kind.keyField().equals(row.group(3))) {
            throw new StoreRefusal(Why.NO_FIELD, row.group(3), "Entity key " + row.group(3) + " not found");
        }
        return row.group(4).replace("''", "'");
    }

    private Reply patch(Request request, FakeModel kind, Optional<String> id, Matcher row) {
        Map<String, @Nullable Object> values = tables.values(kind, body(request));
        String match = request.header("if-match").orElse("");
        FakeRow done;
        synchronized (store) {
            Optional<FakeRow> there = id.isPresent()
                    ? store.find(kind.name(), id.get())
                    : store.withKey(kind.name(), key(kind, row)).stream().findFirst();
            if (there.isEmpty() && !match.isEmpty()) {
                return error(404, "0x80040217", kind.name() + " With Id = " + id.orElse("") + " Does Not Exist");
            }
            if (!match.isEmpty() && !match.equals("*") && !match.equals(DynamicsTables.etag(there.orElseThrow()))) {
                return error(
                        412,
                        "0x80060882",
                        "The version of the existing record doesn't match the RowVersion property provided.");
            }
            done = id.isPresent()
                    ? store.update(kind.name(), id.get(), values, FakeStore.API)
                    : upsert(kind, key(kind, row), values);
        }
        if (!request.header("prefer").orElse("").contains("return=representation")) {
            return Reply.nothing(204)
                    .with("OData-EntityId", address + API + "/" + DynamicsTables.set(kind) + "(" + done.id() + ")");
        }
        List<String> select =
                List.of(request.query().getOrDefault("$select", kind.keyField()).split(",", -1));
        return Reply.json(done.edits() == 0 ? 201 : 200, tables.json(kind, done, select));
    }

    private FakeRow upsert(FakeModel kind, String key, Map<String, @Nullable Object> values) {
        synchronized (store) {
            List<FakeRow> same = store.withKey(kind.name(), key);
            if (same.isEmpty()) {
                values.put(kind.keyField(), key);
                return store.insert(kind.name(), values, FakeStore.API);
            }
            if (same.get(0).created().isAfter(Instant.now().minusSeconds(1)) && quirks.strikes(Quirk.RACED_KEY)) {
                throw new StoreRefusal(
                        Why.DUPLICATE, same.get(0).id(), "A record with matching key values already exists.");
            }
            return store.update(kind.name(), same.get(0).id(), values, FakeStore.API);
        }
    }

    private static int statusOf(StoreRefusal refusal) {
        return switch (refusal.why) {
            case NO_MODEL, GONE, NO_LINK -> 404;
            case DUPLICATE -> 412;
            case LOCKED -> 500;
            default -> 400;
        };
    }

    private static String codeOf(StoreRefusal refusal) {
        return switch (refusal.why) {
            case NO_MODEL -> "0x8006088a";
            case NO_FIELD -> "0x80048d19";
            case GONE, NO_LINK -> "0x80040217";
            case DUPLICATE -> "0x80060892";
            case TOO_LONG -> "0x80044331";
            case BAD_CHOICE -> "0x80044319";
            case MISSING -> "0x80040203";
            case LOCKED -> "0x80044151";
            case BAD_TYPE, READ_ONLY -> "0x80048d19";
            case RULE -> "0x80040265";
        };
    }

    static Reply error(int status, String code, String message) {
        ObjectNode body = Request.JSON.createObjectNode();
        body.putObject("error").put("code", code).put("message", message);
        return Reply.json(status, body);
    }
}
