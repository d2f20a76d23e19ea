package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PagesTest {

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.get();
    }

    @Test
    void theTrackingPageTellsTheWayAndNoNameNorAddress() throws Exception {
        String number = SharedHub.s10(20_000_001);
        String link = hub.order("page", number);
        hub.report(number, "accepted", "2026-01-03T15:00:00Z");
        hub.report(number, "arrived", "2026-01-03T20:30:00Z");
        HttpResponse<String> page = hub.get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Browser.said(page.body()))
                .contains("On its way", "Arrived at Ottawa", "15:30", "EST", "Was expected", "Monday 5 January")
                .contains("aria-current=\"step\"", "<html lang=\"en\" dir=\"ltr\"", "aria-live=\"polite\"")
                .doesNotContain("Ada", "Bob", "Example", "Kingston", "??");
    }

    /** The line below the headline adds to it, and does not say it again. */
    @Test
    void theHeadlineIsSaidOnce() throws Exception {
        String number = SharedHub.s10(20_000_009);
        String link = hub.order("headline", number);
        assertThat(hero(link)).contains("Label created").containsOnlyOnce("We are waiting for your parcel.");
        hub.report(number, "accepted", "2026-01-03T15:00:00Z");
        assertThat(hero(link)).containsOnlyOnce("We have your parcel").containsOnlyOnce("Ottawa");
        hub.report(number, "delivered", "2026-01-03T18:00:00Z");
        assertThat(hero(link)).startsWith("Delivered Ottawa Saturday 3 January, 13:00 EST");
    }

    private static String hero(String link) throws Exception {
        String page = hub.get(link).body();
        String hero = page.substring(page.indexOf("class=\"hero-status\""), page.indexOf("<ol class=\"steps\""));
        return hero.substring(hero.indexOf('>') + 1)
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    void pagesComeWithHeadersThatKeepThemPrivate() throws Exception {
        HttpResponse<String> page = hub.get(hub.order("headers", SharedHub.s10(20_000_002)));
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("X-Robots-Tag"))
                .hasValueSatisfying(v -> assertThat(v).contains("noindex"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(v -> assertThat(v).contains("no-store"));
        assertThat(page.headers().firstValue("Set-Cookie"))
                .as("no cookie for customers")
                .isEmpty();
        assertThat(page.body())
                .doesNotContain("style=\"", "onclick")
                // what is no script may stand there: no policy forbids it (HTML Living Standard §4.12.1, data block)
                .doesNotContainPattern("<script(?![^>]* src)(?! type=\"application/ld\\+json\")");
    }

    /** The page brings its style sheet along, which spares a slow line a request; the policy names that sheet and no other. */
    @Test
    void theTrackingPagesOwnStyleSheetIsTheOnlyOneThatThePolicyLetsIn() throws Exception {
        HttpResponse<String> page = hub.get(hub.order("styles", SharedHub.s10(20_000_010)));
        Matcher sheet = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(page.body());
        assertThat(sheet.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(sheet.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("style-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';"));
        assertThat(sheet.find()).as("another style sheet").isFalse();
        assertThat(page.body()).doesNotContain("rel=\"stylesheet\"");
    }

    @Test
    void anUnknownLinkIsAFriendlyPage() throws Exception {
        for (String link :
                new String[] {"/track/AAAAAAAAAAAAAAAAAAAAAA", "/track/short", "/track/%22%3E%3Cscript%3E"}) {
            HttpResponse<String> page = hub.get(link);
            assertThat(page.statusCode()).as(link).isEqualTo(404);
            assertThat(page.body()).contains("don&#39;t know this link").doesNotContain("<script>");
        }
        assertThat(hub.get("/no-such-page").statusCode()).isEqualTo(404);
        assertThat(hub.get("/no-such-page").body()).contains("There is no such page");
        assertThat(hub.get("/track/AAAAAAAAAAAAAAAAAAAAAA/events").statusCode()).isEqualTo(404);
    }

    @Test
    void aNumberAloneShowsStatusAndTownOnly() throws Exception {
        String number = SharedHub.s10(20_000_003);
        String link = hub.order("glance", number);
        hub.report(number, "arrived", "2026-01-03T20:30:00Z");
        HttpResponse<String> page = hub.get("/?q=" + number.substring(0, 5) + "+" + number.substring(5));
        assertThat(page.body()).contains("On its way", "Ottawa").doesNotContain(link, "Arrived at");
        HttpResponse<String> byLink = hub.get("/?q=" + link);
        assertThat(byLink.statusCode()).isEqualTo(302);
        HttpResponse<String> unknown = hub.get("/?q=%3Cb%3Enope");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("&lt;b&gt;nope").doesNotContain("<b>nope");
    }

    @Test
    void staffPagesAskForALogInAndOpenAfterIt() throws Exception {
        HttpClient browser = browser();
        HttpResponse<String> asked = get(browser, "/fleet");
        assertThat(asked.uri().getPath()).isEqualTo("/login");
        HttpResponse<String> in = logIn(browser, asked.body(), "admin", SharedHub.ADMIN_PASSWORD);
        assertThat(in.uri().getPath()).isEqualTo("/fleet");
        assertThat(in.body()).contains("Agents online").doesNotContain("??");
        assertThat(get(browser, "/board").body()).contains("/board/ott-1/door-1");
        assertThat(get(browser, "/board/ott-1/door-1").body()).contains("Door 1", "Nothing has passed yet");
        assertThat(get(browser, "/board/..;/x").statusCode()).isIn(400, 404);
    }

    @Test
    void aSessionEndsWhenItsUserIsRemovedOrGivenAnotherPassword() throws Exception {
        HttpClient browser = browser();
        hub.command("user", "add", "temp", "--role", "operations", "--password-file", secret("first-password"));
        assertThat(logIn(browser, get(browser, "/login").body(), "temp", "first-password")
                        .uri()
                        .getPath())
                .isEqualTo("/fleet");
        assertThat(get(browser, "/board").uri().getPath()).isEqualTo("/board");
        hub.command("user", "password", "temp", "--password-file", secret("second-password"));
        assertThat(get(browser, "/fleet").uri().getPath()).isEqualTo("/login");
        assertThat(logIn(browser, get(browser, "/login").body(), "temp", "second-password")
                        .uri()
                        .getPath())
                .isEqualTo("/fleet");
        hub.command("user", "remove", "temp");
        assertThat(get(browser, "/fleet").uri().getPath()).isEqualTo("/login");
    }

    private static String secret(String password) throws Exception {
        return Files.writeString(hub.folder().resolve(password), password).toString();
    }

    @Test
    void withTheDatabaseAwayNobodyIsToldThatTheirPasswordIsWrong() throws Exception {
        HttpClient browser = browser();
        String page = get(browser, "/login").body();
        rename("staff_users", "staff_users_away");
        try {
            HttpResponse<String> answer = logIn(browser, page, "admin", SharedHub.ADMIN_PASSWORD);
            assertThat(answer.uri().getQuery()).isEqualTo("away");
            assertThat(answer.body()).contains("database is away").doesNotContain("do not go together");
        } finally {
            rename("staff_users_away", "staff_users");
        }
    }

    private static void rename(String table, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + hub.folder().resolve("data/hub.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " RENAME TO " + name);
        }
    }

    @Test
    void aFormWithoutItsTokenIsRefused() throws Exception {
        HttpResponse<String> answer = hub.send(hub.request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=admin&password=" + SharedHub.ADMIN_PASSWORD)));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void guessingPasswordsIsSlowedDownForOneNameAndOthersGoOn() throws Exception {
        HttpClient browser = browser();
        String page = get(browser, "/login").body();
        String last = "";
        for (int i = 0; i < 6; i++) {
            last = logIn(browser, page, "victim", "guess-" + i).uri().getQuery();
        }
        assertThat(last).isEqualTo("slow");
    }

    @Test
    void filesCarryTheirVersionAndAreKeptForGood() throws Exception {
        Matcher css = Pattern.compile("/static/[0-9a-f]+/tagline\\.css")
                .matcher(hub.get("/").body());
        assertThat(css.find()).isTrue();
        HttpResponse<String> file = hub.get(css.group());
        assertThat(file.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        assertThat(hub.get("/static/x/..%2Fhub.yaml").statusCode()).isIn(400, 404);
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private static HttpResponse<String> get(HttpClient browser, String path) throws Exception {
        return browser.send(hub.request(path).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> logIn(HttpClient browser, String page, String name, String password)
            throws Exception {
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).as("token in the form").isTrue();
        String form = "username=" + name + "&password=" + password + "&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return browser.send(request, BodyHandlers.ofString());
    }
}
