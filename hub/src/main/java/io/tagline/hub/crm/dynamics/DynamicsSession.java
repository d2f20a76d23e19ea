package io.tagline.hub.crm.dynamics;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmHttp;
import io.tagline.hub.crm.http.CrmRequest;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who we are to Dataverse just now: gets a token from Microsoft Entra ("client credentials flow", a shared secret), and another one when it
 * has run out. Safe for any thread; one at a time gets a token.
 */
final class DynamicsSession {
    static final String API = "/api/data/v9.2";

    private final DynamicsSettings settings;
    private final CrmHttp http;
    private volatile @Nullable String token;

    DynamicsSession(DynamicsSettings settings, CrmHttp http) {
        this.settings = settings;
        this.http = http;
    }

    void end() {
        token = null;
    }

    /** @param path below the API's root, with its query */
    CrmAnswer get(String path) throws PeerException {
        return send("GET", path, new byte[0], Map.of(), false);
    }

    CrmAnswer post(String path, String type, String body, Map<String, String> headers) throws PeerException {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", type);
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), all, true);
    }

    /** Many questions, and nothing but questions, in one request. */
    CrmAnswer ask(Multipart batch) throws PeerException {
        Map<String, String> headers = Map.of("Content-Type", batch.type(), "Prefer", "odata.continue-on-error");
        return send("POST", "/$batch", batch.whole().getBytes(StandardCharsets.UTF_8), headers, false);
    }

    private CrmAnswer send(String method, String path, byte[] body, Map<String, String> headers, boolean changes)
            throws PeerException {
        String now = token();
        CrmAnswer answer = exchange(now, method, path, body, headers, changes);
        if (answer.status() == 401) {
            now = fresh(now);
            answer = exchange(now, method, path, body, headers, changes);
        }
        if (answer.status() == 401) {
            throw new PeerClosedException(
                    Why.CREDENTIALS, answer.request().where() + " answers 401 to a token of just now");
        }
        return answer;
    }

    /** "Compose HTTP requests and handle errors": the OData headers belong to every request. */
    private CrmAnswer exchange(
            String as, String method, String path, byte[] body, Map<String, String> headers, boolean changes)
            throws PeerException {
        TreeMap<String, String> all = new TreeMap<>(headers);
        all.put("Authorization", "Bearer " + as);
        all.put("Accept", "application/json");
        all.put("OData-MaxVersion", "4.0");
        all.put("OData-Version", "4.0");
        all.put("If-None-Match", "null");
        return http.exchange(new CrmRequest(method, settings.address().resolve(API + path), all, body, changes));
    }

    private String token() throws PeerException {
        String now = token;
        return now != null ? now : fresh(null);
    }

    private synchronized String fresh(@Nullable String old) throws PeerException {
        String now = token;
        if (now != null && !now.equals(old)) {
            return now;
        }
        token = null;
        String form = "grant_type=client_credentials&client_id=" + encoded(settings.clientId()) + "&client_secret="
                + encoded(settings.secret().reveal()) + "&scope=" + encoded(settings.address() + "/.default");
        CrmAnswer answer = http.exchange(CrmRequest.reading(
                "POST",
                settings.authority().resolve("/" + settings.tenant() + "/oauth2/v2.0/token"),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form.getBytes(StandardCharsets.US_ASCII)));
        if (answer.status() >= 500 || answer.status() == 429) {
            answer.unlessUnavailable();
            throw answer.inDoubt("no token");
        }
        JsonNode body = answer.json();
        String fresh = body.path("access_token").asString("");
        if (fresh.isEmpty()) {
            throw new PeerClosedException(
                    Why.CREDENTIALS,
                    answer.request().where() + " answers " + answer.status() + " "
                            + body.path("error").asString("") + ": "
                            + body.path("error_description")
                                    .asString("")
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        }
        token = fresh;
        return fresh;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
