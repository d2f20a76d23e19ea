package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmHttp;
import io.tagline.hub.crm.http.CrmRequest;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls Tryton's methods within a session, which it opens and renews. Safe for any thread. */
final class TrytonRpc {
    private static final JsonMapper JSON = new JsonMapper();

    private final TrytonSettings settings;
    private final CrmHttp http;
    private final AtomicLong ids = new AtomicLong();
    private final Object door = new Object();
    private volatile @Nullable Session session;

    TrytonRpc(TrytonSettings settings, CrmHttp http) {
        this.settings = settings;
        this.http = http;
    }

    /**
     * Who we are there.
     *
     * @param user our number there
     */
    record Session(long user, String token) {
        @Override
        public String toString() {
            return "session of user " + user;
        }
    }

    /**
     * Calls a method of a model.
     *
     * @param context goes as the last parameter
     * @param changes whether the method may change something
     */
    JsonNode call(String model, String method, ArrayNode params, ObjectNode context, boolean changes)
            throws PeerException, TrytonFault {
        ArrayNode all = params.deepCopy();
        // what Tryton says is sorted by its words
        all.add(context.deepCopy().put("language", "en"));
        String name = "model." + model + "." + method;
        Session current = session();
        CrmAnswer answer = send(name, all, Optional.of(current), changes);
        if (answer.status() == 401) {
            // sessions are looked at before anything is done
            answer = send(name, all, Optional.of(renewed(current)), changes);
        }
        return result(name, answer);
    }

    /** As {@link #call}, of what changes nothing; a fault is the whole request's. */
    JsonNode read(String model, String method, ArrayNode params, ObjectNode context) throws PeerException {
        try {
            return call(model, method, params, context, false);
        } catch (TrytonFault e) {
            throw e.whole(model + " " + method);
        }
    }

    /** Opens a session unless one is open. */
    Session session() throws PeerException {
        Session open = session;
        if (open != null) {
            return open;
        }
        synchronized (door) {
            open = session;
            if (open == null) {
                open = login();
                session = open;
            }
            return open;
        }
    }

    private Session renewed(Session spent) throws PeerException {
        synchronized (door) {
            if (spent.equals(session)) {
                session = null;
            }
            return session();
        }
    }

    private Session login() throws PeerException {
        ArrayNode params = JSON.createArrayNode().add(settings.login());
        params.addObject().put("password", settings.password());
        params.add("en");
        CrmAnswer answer = send("common.db.login", params, Optional.empty(), false);
        if (answer.status() == 401) {
            throw new PeerClosedException(
                    Why.CREDENTIALS,
                    "Tryton at " + settings.address() + " refuses the login or password of \"" + settings.login()
                            + "\"");
        }
        try {
            JsonNode pair = result("common.db.login", answer);
            if (pair.size() == 2
                    && pair.get(0).isIntegralNumber()
                    && pair.get(1).isString()) {
                return new Session(pair.get(0).longValue(), pair.get(1).stringValue());
            }
            throw new PeerClosedException(
                    Why.CREDENTIALS,
                    "Tryton at " + settings.address() + " wants more than a password of \"" + settings.login()
                            + "\": expected a user without a second factor");
        } catch (TrytonFault e) {
            throw e.whole("login to the database \"" + settings.database() + "\"");
        }
    }

    /** Ends the session, without a word if that fails. */
    void logout() {
        Session open = session;
        session = null;
        if (open != null) {
            try {
                send("common.db.logout", JSON.createArrayNode(), Optional.of(open), false);
            } catch (PeerException e) {
                // it runs out by itself
            }
        }
    }

    private CrmAnswer send(String method, ArrayNode params, Optional<Session> as, boolean changes)
            throws PeerException {
        ObjectNode body =
                JSON.createObjectNode().put("id", ids.incrementAndGet()).put("method", method);
        body.set("params", params);
        byte[] bytes = JSON.writeValueAsBytes(body);
        URI uri = settings.rpc();
        Map<String, String> headers = as.map(
                        it -> Map.of("Content-Type", "application/json", "Authorization", header(it)))
                .orElse(Map.of("Content-Type", "application/json"));
        return http.send(
                changes
                        ? CrmRequest.changing("POST", uri, headers, bytes)
                        : CrmRequest.reading("POST", uri, headers, bytes));
    }

    private String header(Session it) {
        String plain = settings.login() + ":" + it.user() + ":" + it.token();
        return "Session " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode result(String method, CrmAnswer answer) throws PeerException, TrytonFault {
        switch (answer.status()) {
            case 200 -> {
                JsonNode json = answer.json();
                if (json.hasNonNull("error")) {
                    throw TrytonFault.of(json.get("error"));
                }
                if (!json.has("result")) {
                    throw answer.inDoubt(method + ": neither result nor error");
                }
                return json.get("result");
            }
            case 401 ->
                throw new PeerClosedException(
                        Why.CREDENTIALS, method + ": Tryton refuses a session that it has just given");
            case 403 -> throw new PeerClosedException(Why.RIGHTS, method + ": Tryton answers 403, forbidden");
            case 400, 404, 405, 411, 413, 415 ->
                throw new PeerClosedException(
                        Why.REQUEST, method + ": " + answer + ": expected 200; is the address right?");
            default -> throw answer.inDoubt(method);
        }
    }
}
