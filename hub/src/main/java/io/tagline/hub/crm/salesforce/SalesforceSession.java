package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmHttp;
import io.tagline.hub.crm.http.CrmRequest;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.settings.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who we are to Salesforce just now: gets a token when there is none, and another one when it has run out. Safe for any thread; one
 * at a time gets a token, the others wait for it.
 */
final class SalesforceSession {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final SalesforceSettings settings;
    private final CrmHttp http;
    private final InstantSource clock;
    private volatile @Nullable Token token;
    private volatile OptionalLong left = OptionalLong.empty();

    /** @param user Salesforce's id of who we are, 15 or 18 signs */
    record Token(String bearer, String user) {
        @Override
        public String toString() {
            return "Token[" + user + "]";
        }

        /** Ids have 15 signs, and 3 more for those who don't tell case. */
        boolean is(String id) {
            return id.length() >= 15
                    && user.length() >= 15
                    && id.substring(0, 15).equals(user.substring(0, 15));
        }
    }

    SalesforceSession(SalesforceSettings settings, CrmHttp http, InstantSource clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
    }

    Token token() throws PeerException {
        Token now = token;
        return now != null ? now : fresh(null);
    }

    OptionalLong left() {
        return left;
    }

    void end() {
        token = null;
    }

    /**
     * Sends a request as whoever we are; once more with a new token where the old one had run out, since then nothing was done.
     *
     * @param path with its query
     */
    CrmAnswer send(String method, String path, @Nullable JsonNode body, Map<String, String> headers)
            throws PeerException {
        Token now = token();
        CrmAnswer answer = exchange(now, method, path, body, headers);
        if (answer.status() == 401) {
            now = fresh(now);
            answer = exchange(now, method, path, body, headers);
        }
        if (answer.status() == 401) {
            throw new PeerClosedException(
                    Why.CREDENTIALS, answer.request().where() + " answers 401 to a token that it gave just now");
        }
        noteLimit(answer);
        return answer;
    }

    private CrmAnswer exchange(
            Token as, String method, String path, @Nullable JsonNode body, Map<String, String> headers)
            throws PeerException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Authorization", "Bearer " + as.bearer());
        all.put("Accept", "application/json");
        URI uri = settings.address().resolve(path);
        if (body == null) {
            return http.exchange(CrmRequest.get(uri, all));
        }
        all.put("Content-Type", "application/json; charset=UTF-8");
        return http.exchange(
                CrmRequest.changing(method, uri, all, body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** "Limit Info Header": {@code Sforce-Limit-Info: api-usage=10018/100000}. */
    private void noteLimit(CrmAnswer answer) {
        String usage = answer.header("Sforce-Limit-Info").orElse("");
        int start = usage.indexOf("api-usage=");
        if (start < 0) {
            return;
        }
        String[] parts = usage.substring(start + 10).split("[;,]", 2)[0].split("/", 2);
        try {
            left = OptionalLong.of(Math.max(0, Long.parseLong(parts[1].strip()) - Long.parseLong(parts[0].strip())));
        } catch (RuntimeException strange) {
            left = OptionalLong.empty(); // told in other words one day: then nothing is known
        }
    }

    /** @param old which has run out; another thread may have got a new one since */
    private synchronized Token fresh(@Nullable Token old) throws PeerException {
        Token now = token;
        if (now != null && !now.equals(old)) {
            return now;
        }
        token = null;
        CrmAnswer answer = http.exchange(CrmRequest.reading(
                "POST",
                settings.address().resolve("/services/oauth2/token"),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form().getBytes(StandardCharsets.US_ASCII)));
        if (answer.status() >= 500 || answer.status() == 429) {
            answer.unlessUnavailable();
            throw answer.inDoubt("no token");
        }
        JsonNode body = answer.json();
        if (answer.status() != 200) {
            String error = body.path("error").asString("");
            String words = answer.request().where() + " answers " + answer.status() + " " + error + ": "
                    + body.path("error_description").asString("");
            // RFC 6749 §5.2 has no word for it; Salesforce says it of an app that logs in too often
            if (words.contains("rate exceeded")) {
                throw new PeerAwayException(words);
            }
            throw new PeerClosedException(Why.CREDENTIALS, words);
        }
        String user = body.path("id").asString("");
        Token fresh = new Token(body.path("access_token").asString(""), user.substring(user.lastIndexOf('/') + 1));
        token = fresh;
        return fresh;
    }

    private String form() throws PeerException {
        Map<String, String> form = new LinkedHashMap<>();
        if (settings.login() instanceof SalesforceSettings.Login.Jwt jwt) {
            String audience = jwt.audience().orElse(settings.address().toString());
            form.put("grant_type", JWT_BEARER);
            form.put(
                    "assertion",
                    JwtBearer.assertion(settings.clientId(), jwt.user(), audience, jwt.key(), clock.instant()));
        } else if (settings.login() instanceof SalesforceSettings.Login.ClientSecret secret) {
            Secret hidden = secret.secret();
            form.put("grant_type", "client_credentials");
            form.put("client_id", settings.clientId());
            form.put("client_secret", hidden.reveal());
        }
        return form.entrySet().stream()
                .map(pair -> pair.getKey() + '=' + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
