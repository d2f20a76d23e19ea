package io.tagline.hub.crm.fake.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Salesforce's token endpoint: "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration" (RS256, {@code iss} the client id,
 * {@code sub} the user, {@code aud} the login server, {@code exp} soon; the app has the certificate) and "OAuth 2.0 Client Credentials
 * Flow". Errors are RFC 6749 §5.2's. That {@code exp} may be at most five minutes away is from memory.
 */
final class SalesforceTokens {
    private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final URI uri;
    private final Map<String, String> secrets;
    private final Optional<PublicKey> certificate;
    private final String user;
    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final AtomicLong made = new AtomicLong();

    /** @param secrets of each client id */
    SalesforceTokens(URI uri, Map<String, String> secrets, Optional<PublicKey> certificate, String user) {
        this.uri = uri;
        this.secrets = Map.copyOf(secrets);
        this.certificate = certificate;
        this.user = user;
    }

    boolean valid(Request request) {
        return request.header("authorization")
                .filter(value -> value.startsWith("Bearer "))
                .filter(value -> valid.contains(value.substring(7)))
                .isPresent();
    }

    void expire() {
        valid.clear();
    }

    Reply token(Request request) {
        if (!request.method().equals("POST")
                || !request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return refused("invalid_request", "must use HTTP POST of a form");
        }
        Map<String, String> form = request.form();
        String grant = form.getOrDefault("grant_type", "");
        if (grant.equals("client_credentials")) {
            String secret = secrets.get(form.getOrDefault("client_id", ""));
            if (secret == null || !secret.equals(form.get("client_secret"))) {
                return refused("invalid_client", "invalid client credentials");
            }
        } else if (grant.equals(JWT)) {
            Optional<String> wrong = wrong(form.getOrDefault("assertion", ""));
            if (wrong.isPresent()) {
                return refused("invalid_grant", wrong.get());
            }
        } else {
            return refused("unsupported_grant_type", "grant type not supported");
        }
        String token = "00Dfake!" + made.incrementAndGet() + "." + Long.toHexString(System.nanoTime());
        valid.add(token);
        ObjectNode body = Request.JSON.createObjectNode();
        body.put("access_token", token)
                .put("instance_url", uri.toString())
                .put("id", uri + "/id/00D000000000001EAA/" + user)
                .put("token_type", "Bearer")
                .put("scope", "api");
        return Reply.json(200, body);
    }

    private Optional<String> wrong(String assertion) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3 || certificate.isEmpty()) {
            return Optional.of("invalid assertion");
        }
        try {
            JsonNode head = Request.JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            JsonNode claims = Request.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            Signature rs256 = Signature.getInstance("SHA256withRSA");
            rs256.initVerify(certificate.get());
            rs256.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!head.path("alg").asString("").equals("RS256")
                    || !rs256.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.of("invalid assertion");
            }
            if (!secrets.containsKey(claims.path("iss").asString(""))) {
                return Optional.of("invalid client identifier");
            }
            if (!claims.path("sub").asString("").equals(SalesforceDialect.USERNAME)) {
                return Optional.of("user hasn't approved this consumer");
            }
            if (!claims.path("aud").asString("").equals(uri.toString())) {
                return Optional.of("audience is invalid");
            }
            Instant until = Instant.ofEpochSecond(claims.path("exp").asLong(0));
            Instant now = Instant.now();
            if (until.isBefore(now) || until.isAfter(now.plusSeconds(300))) {
                return Optional.of("expired authorization code");
            }
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException | GeneralSecurityException bad) {
            return Optional.of("invalid assertion");
        }
    }

    private static Reply refused(String error, String words) {
        return Reply.json(
                400, Request.JSON.createObjectNode().put("error", error).put("error_description", words));
    }
}
