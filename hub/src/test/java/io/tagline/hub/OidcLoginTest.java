package io.tagline.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.settings.HubSettings;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log-in with the company's account, against a provider over real HTTP; and that a token that is wrong in any way opens nothing. */
final class OidcLoginTest {

    @TempDir
    static Path folder;

    private static TestOidcProvider provider;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        provider = new TestOidcProvider();
        Files.writeString(folder.resolve("oidc.secret"), TestOidcProvider.SECRET + "\n");
        Path config = folder.resolve("hub.yaml");
        Files.writeString(
                config,
                """
                data-dir: data
                admin-password: correct-horse-battery
                api-key: test-key-of-more-than-16-characters
                http: { port: 0 }
                mqtt: { port: 0 }
                oidc:
                  issuer: %s
                  client-id: %s
                  client-secret-file: oidc.secret
                  roles-claim: groups
                  roles: { operations: post-ops, rep: [post-reps, post-counter] }
                """
                        .formatted(provider.issuer(), TestOidcProvider.CLIENT));
        hub = RunningHub.start(HubSettings.read(Optional.of(config), Map.of()), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        hub.close();
        provider.close();
    }

    @BeforeEach
    void honest() {
        provider.claims = UnaryOperator.identity();
    }

    private final List<String> visited = new ArrayList<>();
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private HttpResponse<String> get(URI address) throws Exception {
        visited.add(address.toString());
        return browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private URI hub(String path) {
        return URI.create("http://127.0.0.1:" + hub.httpPort() + path);
    }

    /** Follows the log-in to the page where it ends; gives its path. */
    private String logIn() throws Exception {
        URI next = hub("/oauth2/authorization/oidc");
        HttpResponse<String> answer = get(next);
        for (int hop = 0; hop < 3; hop++) {
            assertThat(answer.statusCode()).as(next + " " + answer.body()).isEqualTo(302);
            next = next.resolve(answer.headers().firstValue("Location").orElseThrow());
            if (hop < 2) {
                answer = get(next);
            }
        }
        return next.getPath() + (next.getQuery() == null ? "" : "?" + next.getQuery());
    }

    private int fleet() throws Exception {
        return get(hub("/fleet")).statusCode();
    }

    private static List<String> audited(String action) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/hub.db"));
                Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT who || ' ' || roles FROM audit WHERE action = '" + action + "'")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    @Test
    void companyAccountOpensWhatItsGroupsAreFor() throws Exception {
        assertThat(get(hub("/login")).body()).contains("/oauth2/authorization/oidc");
        assertThat(logIn()).isEqualTo("/fleet");
        assertThat(fleet()).isEqualTo(200);
        assertThat(audited("login.succeeded")).contains("oidc:zoe operations");

        assertThat(visited.toString() + provider.asked())
                .as("addresses are logged by browsers and proxies")
                .doesNotContain(TestOidcProvider.SECRET)
                .doesNotContain("code_verifier");
    }

    @Test
    void repHasNoBusinessInTheFleet() throws Exception {
        change("groups", "\"post-counter\"");
        assertThat(logIn()).isEqualTo("/desk");
        assertThat(fleet()).isEqualTo(403);
    }

    @Test
    void accountWithoutAGroupOfOursStaysOutside() throws Exception {
        change("groups", "[\"everyone\"]");
        assertRefused("no group of ours");
    }

    @Test
    void tokenOfAnotherIssuerOpensNothing() throws Exception {
        change("iss", "\"https://accounts.example.org\"");
        assertRefused("issuer");
    }

    @Test
    void tokenForAnotherClientOpensNothing() throws Exception {
        change("aud", "\"another-hub\"");
        assertRefused("audience");
    }

    @Test
    void tokenOfAnotherLogInOpensNothing() throws Exception {
        change("nonce", "\"n-0S6_WzA2Mj-of-somebody-elses-log-in\"");
        assertRefused("nonce");
    }

    /** A minute is forgiven to clocks. */
    @Test
    void tokenThatHasExpiredOpensNothing() throws Exception {
        long now = Instant.now().getEpochSecond();
        provider.claims = claims -> {
            claims.put("iat", String.valueOf(now - 600));
            claims.put("exp", String.valueOf(now - 120));
            return claims;
        };
        assertRefused("expiry");
    }

    @Test
    void tokenThatTheProviderDidNotSignOpensNothing() throws Exception {
        KeyPair own = provider.signingKey;
        provider.signingKey = TestOidcProvider.newKey();
        try {
            assertRefused("signature");
        } finally {
            provider.signingKey = own;
        }
    }

    /** Else somebody could be logged in as somebody else without knowing (RFC 6749 §10.12). */
    @Test
    void answerThatNobodyAskedForOpensNothing() throws Exception {
        HttpResponse<String> answer = get(hub("/login/oauth2/code/oidc?code=stolen&state=made-up"));
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login?account");
        assertThat(fleet()).isEqualTo(302);
    }

    @Test
    void providerThatSaysToBeAnotherIsNotAsked() throws Exception {
        try (TestOidcProvider other = new TestOidcProvider()) {
            other.discoveredIssuer = "https://accounts.example.org";
            Path config = folder.resolve("other.yaml");
            Files.writeString(
                    config,
                    """
                    data-dir: other
                    http: { port: 0 }
                    mqtt: { port: 0 }
                    oidc: { issuer: "%s", client-id: x, client-secret: y, roles: { admin: all } }
                    """
                            .formatted(other.issuer()));
            HubSettings settings = HubSettings.read(Optional.of(config), Map.of());
            assertThat(settings.toString()).doesNotContain("client-secret: y", "=y");
            try (RunningHub misled = RunningHub.start(settings, InstantSource.system())) {
                URI start = URI.create("http://127.0.0.1:" + misled.httpPort() + "/oauth2/authorization/oidc");
                HttpResponse<String> answer = get(start);
                assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("authorize");
                assertThat(other.asked()).noneMatch(line -> line.contains("/authorize"));
            }
        }
    }

    private static void change(String claim, String value) {
        provider.claims = claims -> {
            claims.put(claim, value);
            return claims;
        };
    }

    private void assertRefused(String why) throws Exception {
        int before = audited("login.refused").size();
        assertThat(logIn()).as(why).isEqualTo("/login?account");
        assertThat(fleet()).as(why).isEqualTo(302);
        assertThat(audited("login.refused")).as(why).hasSize(before + 1);
    }
}
