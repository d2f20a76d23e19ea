package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tagline.hub.SharedHub;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a log-in gives, and how it ends. */
final class SessionTest {

    private static final Duration SECONDS = Duration.ofSeconds(8);

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
    }

    private static Browser loggedIn(String name) throws Exception {
        String file = Files.writeString(hub.folder().resolve(name + "-password"), name + "-password")
                .toString();
        hub.command("user", "add", name, "--role", "operations", "--password-file", file);
        Browser browser = new Browser(hub);
        assertThat(browser.logIn(name, name + "-password").headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/fleet"));
        return browser;
    }

    /** The stream of a page that the browser leaves open; 200, or it fails. */
    private static InputStream open(Browser browser, String path) throws Exception {
        HttpResponse<InputStream> stream = browser.http().send(hub.request(path).build(), BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        return stream.body();
    }

    private static void assertEnds(InputStream stream) {
        assertTimeoutPreemptively(SECONDS, stream::readAllBytes);
    }

    @Test
    void openPagesEndWithinSecondsOfTheRemovalOfTheirUser() throws Exception {
        Browser browser = loggedIn("leaver");
        try (InputStream fleet = open(browser, "/fleet/events");
                InputStream board = open(browser, "/board/ott-1/door-1/events")) {
            hub.command("user", "remove", "leaver");
            assertEnds(fleet);
            assertEnds(board);
        }
    }

    @Test
    void openPagesEndWithTheirSession() throws Exception {
        Browser browser = loggedIn("outgoer");
        String form = browser.get("/fleet").body();
        try (InputStream fleet = open(browser, "/fleet/events")) {
            int status = browser.http()
                    .send(
                            hub.request("/logout")
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(
                                            "_csrf=" + URLEncoder.encode(Browser.token(form), StandardCharsets.UTF_8)))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
            assertThat(status).isEqualTo(302);
            assertEnds(fleet);
        }
        assertThat(browser.get("/fleet").statusCode()).isEqualTo(302);
    }

    @Test
    void cookieIsForTheBrowserAloneAndChangesWithTheLogIn() throws Exception {
        String file = Files.writeString(hub.folder().resolve("cookie-password"), "cookie-password")
                .toString();
        hub.command("user", "add", "cookie", "--role", "operations", "--password-file", file);
        Browser browser = new Browser(hub);
        HttpResponse<String> answer = browser.logIn("cookie", "cookie-password");
        List<String> session = answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("tagline="))
                .toList();
        assertThat(session)
                .hasSize(1)
                .first()
                .asString()
                .contains("HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(browser.get("/login").headers().allValues("Set-Cookie"))
                .noneSatisfy(cookie -> assertThat(cookie).startsWith("tagline="));
    }
}
