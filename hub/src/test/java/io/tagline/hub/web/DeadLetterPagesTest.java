package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.SharedHub;
import io.tagline.hub.broker.MqttProbe;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refused messages, as staff and programs get at them. */
final class DeadLetterPagesTest {
    private static final String POISON = "{\"journal\":\"<script>alert(1)</script>\"}";

    @TempDir
    Path folder;

    private SharedHub hub;
    private String id;

    @BeforeEach
    void refuse() throws Exception {
        hub = SharedHub.get();
        Path file = folder.resolve("secret");
        hub.command("agent", "add", "ott-1/letters", "--out", file.toString());
        String secret = Files.readString(file).strip();
        try (MqttProbe agent = MqttProbe.connect(hub.mqttUrl(), "ott-1/letters", "ott-1/letters", secret)) {
            agent.publish("tagline/v1/ott-1/letters/scans", POISON, false);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> list().contains("ott-1/letters"));
        Matcher found = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(list());
        assertThat(found.find()).isTrue();
        id = found.group(1);
    }

    @AfterEach
    void remove() throws Exception {
        hub.command("agent", "remove", "ott-1/letters");
        api("DELETE", "/" + id);
    }

    @Test
    void programsListOpenTakeInAgainAndThrowAway() throws Exception {
        assertThat(list()).contains("\"kept\":", "\"letGo\":0", "a UUID").doesNotContain("base64");
        assertThat(api("GET", "/" + id).body()).contains("\"form\":\"text\"", "\"base64\":", "\"whole\":true");
        HttpResponse<String> again = api("POST", "/" + id + "/resubmit");
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("dead-letter-refused", "expected a UUID");
        assertThat(api("DELETE", "/" + id).statusCode()).isEqualTo(204);
        assertThat(api("DELETE", "/" + id).statusCode()).isEqualTo(404);
        assertThat(list()).contains("\"who\":\"key:settings\"", "\"act\":\"discarded\"", "\"act\":\"resubmitted\"");
        assertThat(api("GET", "/not-an-id").statusCode()).isEqualTo(404);
        assertThat(api("GET", "?limit=1000").statusCode()).isEqualTo(400);
        assertThat(hub.get("/api/v1/dead-letters").statusCode()).isEqualTo(401);
    }

    @Test
    void staffSeeWhyAndWhatAndTheirActsAreKept() throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThat(get(browser, "/dead-letters").uri().getPath()).isEqualTo("/login");
        post(browser, get(browser, "/login").body(), "/login", "username=admin&password=" + SharedHub.ADMIN_PASSWORD);
        assertThat(get(browser, "/fleet").body()).contains("href=\"/dead-letters\"");
        assertThat(get(browser, "/dead-letters").body())
                .contains("Refused messages", "ott-1/letters scans", "/dead-letters/" + id)
                .doesNotContain("??");
        String page = get(browser, "/dead-letters/" + id).body();
        assertThat(page).contains("expected a UUID", "&lt;script&gt;").doesNotContain("<script>alert", "??");

        assertThat(post(browser, page, "/dead-letters/" + id + "/resubmit", "").body())
                .contains("Refused again: ", "user:admin", "took in again")
                .doesNotContain("??");
        assertThat(post(browser, page, "/dead-letters/" + id + "/discard", "").body())
                .contains("Thrown away.", "threw away");
        assertThat(get(browser, "/dead-letters/" + id).body()).contains("not there any more");
    }

    private String list() throws Exception {
        return api("GET", "").body();
    }

    private HttpResponse<String> api(String method, String path) throws Exception {
        return hub.send(hub.withKey("/api/v1/dead-letters" + path).method(method, BodyPublishers.noBody()));
    }

    private HttpResponse<String> get(HttpClient browser, String path) throws Exception {
        return browser.send(hub.request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(HttpClient browser, String page, String path, String form) throws Exception {
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).as("token in the form").isTrue();
        HttpRequest request = hub.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        form + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                .build();
        return browser.send(request, BodyHandlers.ofString());
    }
}
