package io.tagline.hub.crm.odoo;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmHttp;
import io.tagline.hub.crm.http.CrmRequest;
import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls methods of models, in whichever way this Odoo is spoken to. Safe for any thread. */
final class OdooSession {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OdooSettings settings;
    private final CrmHttp http;
    private volatile Optional<Long> user = Optional.empty();

    OdooSession(OdooSettings settings, CrmHttp http) {
        this.settings = settings;
        this.http = http;
    }

    /** Our own user's id. */
    long user() throws PeerException {
        Optional<Long> known = user;
        if (known.isPresent()) {
            return known.get();
        }
        long id;
        if (settings.api() == OdooSettings.Api.JSON_RPC) {
            ArrayNode args = JSON.createArrayNode();
            args.add(settings.database())
                    .add(settings.login())
                    .add(settings.apiKey().reveal());
            args.addObject();
            try {
                id = rpc("common", "authenticate", args, false).asLong(0);
            } catch (OdooFaultException fault) {
                throw closed(fault, "authenticate");
            }
            if (id == 0) {
                throw new PeerClosedException(
                        Why.CREDENTIALS,
                        settings.address() + ": database " + settings.database()
                                + " doesn't take the login and the key");
            }
        } else {
            try {
                id = call("res.users", "context_get", JSON.createObjectNode(), false)
                        .path("uid")
                        .asLong(0);
            } catch (OdooFaultException fault) {
                throw closed(fault, "res.users.context_get");
            }
        }
        user = Optional.of(id);
        return id;
    }

    void end() {
        user = Optional.empty();
    }

    /** As {@link #call}, where an exception of Odoo's can only mean that it is set up otherwise than we think. */
    JsonNode ask(String model, String method, ObjectNode arguments) throws PeerException {
        try {
            return call(model, method, arguments, false);
        } catch (OdooFaultException fault) {
            throw closed(fault, model + "." + method);
        }
    }

    /** @param arguments by name; {@code ids} for the records that the method is called on */
    JsonNode call(String model, String method, ObjectNode arguments, boolean changes)
            throws PeerException, OdooFaultException {
        // archived records are there too
        arguments.putObject("context").put("active_test", false).put("lang", "en_US");
        if (settings.api() == OdooSettings.Api.JSON_RPC) {
            ArrayNode args = JSON.createArrayNode();
            args.add(settings.database())
                    .add(user())
                    .add(settings.apiKey().reveal())
                    .add(model)
                    .add(method);
            ArrayNode positional = args.addArray();
            JsonNode ids = arguments.remove("ids");
            if (ids != null) {
                positional.add(ids);
            }
            args.add(arguments);
            return rpc("object", "execute_kw", args, changes);
        }
        CrmAnswer answer = post("/json/2/" + model + "/" + method, arguments, changes);
        if (answer.status() / 100 == 2) {
            return answer.json();
        }
        JsonNode body = tree(answer);
        if (!body.has("name") || answer.status() == 429) {
            answer.unlessUnavailable();
            if (answer.status() >= 500) {
                throw answer.inDoubt("a failure that isn't Odoo's own");
            }
            throw new PeerClosedException(
                    Why.REQUEST,
                    answer.request().where() + " answers " + answer.status() + ": is this Odoo 19 or later?");
        }
        throw raised(body, answer);
    }

    /** "External RPC API": what went wrong comes with HTTP 200. */
    private JsonNode rpc(String service, String method, ArrayNode args, boolean changes)
            throws PeerException, OdooFaultException {
        ObjectNode body = JSON.createObjectNode();
        body.put("jsonrpc", "2.0").put("method", "call").put("id", 1);
        ObjectNode params = body.putObject("params");
        params.put("service", service).put("method", method).set("args", args);
        CrmAnswer answer = post("/jsonrpc", body, changes).unlessUnavailable();
        if (answer.status() >= 500) {
            throw answer.inDoubt("a failure that isn't Odoo's own");
        }
        if (answer.status() != 200) {
            throw new PeerClosedException(Why.REQUEST, answer.request().where() + " answers " + answer.status());
        }
        JsonNode said = answer.json();
        if (said.has("error")) {
            throw raised(said.path("error").path("data"), answer);
        }
        if (!said.has("result")) {
            throw answer.inDoubt("neither a result nor an error");
        }
        return said.path("result");
    }

    private static OdooFaultException raised(JsonNode fault, CrmAnswer answer) throws PeerException {
        String name = fault.path("name").asString("");
        String message = fault.path("message").asString("");
        String words = answer.request().where() + " answers " + answer.status() + " " + name;
        if (name.endsWith(".AccessDenied") || name.endsWith(".Unauthorized")) {
            throw new PeerClosedException(Why.CREDENTIALS, words);
        }
        if (name.endsWith(".AccessError") || name.endsWith(".Forbidden")) {
            throw new PeerClosedException(Why.RIGHTS, words);
        }
        if (name.endsWith(".TooManyRequests")) {
            throw new PeerBusyException(words, answer.retryAfter());
        }
        return new OdooFaultException(name, message, CrmWords.about(answer.request(), message));
    }

    static PeerClosedException closed(OdooFaultException fault, String what) {
        return new PeerClosedException(
                fault.schema() ? Why.SCHEMA : Why.REQUEST, what + ": " + fault.name() + fault.about());
    }

    private CrmAnswer post(String path, ObjectNode body, boolean changes) throws PeerException {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", "application/json; charset=utf-8");
        if (settings.api() == OdooSettings.Api.JSON_2) {
            headers.put("Authorization", "bearer " + settings.apiKey().reveal());
            headers.put("X-Odoo-Database", settings.database());
        }
        URI uri = settings.address().resolve(path);
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return http.exchange(new CrmRequest("POST", uri, headers, bytes, changes));
    }

    private static JsonNode tree(CrmAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException noJson) {
            return JSON.missingNode();
        }
    }
}
