package io.tagline.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A provider of log-ins over real HTTP (OpenID Connect Core 1.0, Discovery 1.0; RFC 7636): strict about what the hub sends, honest
 * but for what a test makes it say. Whoever comes is logged in at once.
 */
final class TestOidcProvider implements AutoCloseable {

    static final String CLIENT = "tagline-hub";
    static final String SECRET = "s3cret-of-the-hub-at-the-provider";

    private final HttpServer server;
    private final KeyPair key = newKey();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    // guarded by itself
    private final List<String> requestLines = new ArrayList<>();
    volatile UnaryOperator<Map<String, String>> claims = same -> same;
    volatile KeyPair signingKey = key;
    volatile String discoveredIssuer;

    TestOidcProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        discoveredIssuer = issuer();
        server.createContext("/", this::handle);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static KeyPair newKey() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            return keys.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            synchronized (requestLines) {
                requestLines.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            }
            switch (path) {
                case "/.well-known/openid-configuration" ->
                    answer(
                            exchange,
                            200,
                            """
                            {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token",
                             "jwks_uri":"%s/keys","response_types_supported":["code"],"subject_types_supported":["public"],
                             "id_token_signing_alg_values_supported":["RS256"],"scopes_supported":["openid","profile"]}
                            """
                                    .formatted(discoveredIssuer, issuer(), issuer(), issuer()));
                case "/keys" -> answer(exchange, 200, keys());
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                default -> answer(exchange, 404, "{}");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        boolean sound = "code".equals(asked.get("response_type"))
                && CLIENT.equals(asked.get("client_id"))
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.getOrDefault("code_challenge", "").length() == 43
                && asked.getOrDefault("state", "").length() > 20
                && asked.getOrDefault("nonce", "").length() > 20
                && asked.getOrDefault("scope", "").contains("openid");
        if (!sound) {
            answer(exchange, 400, "{\"error\":\"invalid_request\"}");
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        exchange.getResponseHeaders()
                .add("Location", asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException, GeneralSecurityException {
        Map<String, String> given = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        // a code is good once
        Map<String, String> asked = codes.getOrDefault(given.getOrDefault("code", ""), Map.of());
        codes.remove(given.getOrDefault("code", ""));
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        boolean sound = !asked.isEmpty()
                && "authorization_code".equals(given.get("grant_type"))
                && basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && asked.getOrDefault("redirect_uri", "").equals(given.get("redirect_uri"))
                && asked.getOrDefault("code_challenge", "")
                        .equals(url(sha256(given.getOrDefault("code_verifier", ""))));
        if (!sound) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                200,
                "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\""
                        + idToken(asked.getOrDefault("nonce", "")) + "\"}");
    }

    private String idToken(String nonce) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        Map<String, String> said = new LinkedHashMap<>();
        said.put("iss", "\"" + issuer() + "\"");
        said.put("sub", "\"248289761001\"");
        said.put("aud", "\"" + CLIENT + "\"");
        said.put("iat", String.valueOf(now));
        said.put("exp", String.valueOf(now + 300));
        said.put("nonce", "\"" + nonce + "\"");
        said.put("preferred_username", "\"zoe\"");
        said.put("groups", "[\"post-ops\",\"everyone\"]");
        Map<String, String> changed = claims.apply(said);
        List<String> members = new ArrayList<>();
        changed.forEach((name, value) -> members.add("\"" + name + "\":" + value));
        String body = url("{\"alg\":\"RS256\",\"kid\":\"k1\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + url(("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signingKey.getPrivate());
        signature.update(body.getBytes(StandardCharsets.US_ASCII));
        return body + "." + url(signature.sign());
    }

    private String keys() {
        RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k1\",\"n\":\""
                + url(unsigned(rsa.getModulus())) + "\",\"e\":\"" + url(unsigned(rsa.getPublicExponent())) + "\"}]}";
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static byte[] sha256(String text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> values = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            values.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return values;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** What the hub asked for, as a proxy between them would log it. */
    List<String> asked() {
        synchronized (requestLines) {
            return List.copyOf(requestLines);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
