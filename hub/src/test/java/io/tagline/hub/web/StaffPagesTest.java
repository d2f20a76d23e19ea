package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.SharedHub;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of a depot and of those who answer customers. */
final class StaffPagesTest {

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
    }

    /** Nobody who works here is sent to a page that is closed to them. */
    @Test
    void everyoneWhoWorksHereGetsInByStaffToAPageOfTheirs() throws Exception {
        assertThat(hub.get("/").body()).contains("href=\"/staff\"");
        Map<String, String> homes = Map.of(
                "operations", "/fleet",
                "depot", "/board",
                "rep", "/desk",
                "supervisor", "/desk",
                "analyst", "/benefits");
        for (Map.Entry<String, String> home : homes.entrySet()) {
            String name = "way-in-" + home.getKey();
            String password = "way-in-password-" + home.getKey();
            String file =
                    Files.writeString(hub.folder().resolve(password), password).toString();
            hub.command("user", "add", name, "--role", home.getKey(), "--password-file", file);
            Browser browser = new Browser(hub);
            assertThat(target(browser.get("/staff"))).isEqualTo("/login");
            // somebody else's page was asked for at this browser before
            String closed = home.getKey().equals("operations") ? "/desk" : "/fleet";
            assertThat(target(browser.get(closed))).isEqualTo("/login");
            String begins = target(browser.logIn(name, password));
            assertThat(begins).as(home.getKey()).isEqualTo(home.getValue());
            assertThat(browser.get(begins).statusCode()).as(home.getKey()).isEqualTo(200);
            assertThat(target(browser.get("/staff"))).as(home.getKey()).isEqualTo(home.getValue());
        }
    }

    private static String target(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst("^http://[^/]+", "")
                .replaceFirst("\\?.*", "");
    }

    private static Browser staff(String role) throws Exception {
        String name = "pages-" + role;
        String password = "pages-password-" + role;
        String file =
                Files.writeString(hub.folder().resolve(password), password).toString();
        hub.command("user", "add", name, "--role", role, "--password-file", file);
        Browser browser = new Browser(hub);
        browser.logIn(name, password);
        return browser;
    }

    @Test
    void aRepFindsAnOrderByAnyOfItsNumbersAndSeesItsTimeline() throws Exception {
        Browser rep = staff("rep");
        String number = SharedHub.s10(44_000_001);
        hub.order("desk-1", number);
        hub.report(number, "arrived", "2026-01-03T20:30:00Z");
        for (String query : new String[] {number, "desk-1"}) {
            String page = rep.get("/desk?q=" + query).body();
            assertThat(page)
                    .as(query)
                    .contains(
                            "Ada Example",
                            "shop / desk-1",
                            "Arrived at Ottawa",
                            "data-stream=\"/desk/events?q=" + number)
                    .doesNotContain("??");
        }
        assertThat(rep.get("/desk?q=C-1").body()).as("by customer").contains("shop / desk-1");
        assertThat(rep.get("/desk?q=nobody-has-this").body()).contains("Nothing is known by that");
        assertThat(rep.get("/desk").body())
                .as("only where a rep may go")
                .contains("href=\"/desk\"")
                .doesNotContain("href=\"/fleet\"", "href=\"/depot\"");
    }

    @Test
    void aDepotSeesWhatIsExpectedAndWhatHasPassed() throws Exception {
        Browser depot = staff("depot");
        String tagged = SharedHub.s10(44_000_002);
        String untagged = SharedHub.s10(44_000_003);
        hub.order("depot-1", tagged);
        hub.order("depot-2", untagged);
        bind(depot, tagged, "30340000000000004400a002");
        HttpResponse<String> put = hub.put(
                "/api/v1/sites/ott-1/portals/depot-door/load",
                "{\"load\":\"L-44\",\"direction\":\"out\",\"expected\":[\"%s\",\"%s\"]}".formatted(tagged, untagged));
        assertThat(put.statusCode()).as(put.body()).isIn(200, 201);
        String page = depot.get("/depot/ott-1").body();
        assertThat(Browser.said(page))
                .contains("L-44", "Without a tag", untagged, "Not passed yet", tagged)
                .as("a phone shows the head of no column")
                .contains("data-label=\"Passed\"", "data-label=\"Expected\"", "data-label=\"Closes\"")
                .doesNotContain("??", "Ada");
        assertThat(depot.get("/depot").body()).contains("/depot/ott-1");
        assertThat(depot.get("/depot/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void theCounterPutsATagOnAParcelAndSaysWhatItCanNotDo() throws Exception {
        Browser depot = new Browser(hub);
        depot.logIn("admin", SharedHub.ADMIN_PASSWORD);
        String first = SharedHub.s10(44_000_004);
        String second = SharedHub.s10(44_000_005);
        hub.order("counter-1", first);
        hub.order("counter-2", second);
        String epc = "30340000000000004400a004";
        assertThat(bind(depot, first, epc)).contains("is on " + first);
        assertThat(hub.send(hub.withKey("/api/v1/orders/shop/counter-1")).body())
                .contains(epc.toUpperCase(Locale.ROOT));
        assertThat(bind(depot, second, epc)).contains("It was on another parcel before");
        assertThat(bind(depot, second, "not hexadecimal"))
                .contains("This is no EPC")
                .contains("value=\"" + second);
        assertThat(bind(depot, SharedHub.s10(44_999_999), epc)).contains("know the parcel");
        hub.report(first, "delivered", "2026-01-03T20:30:00Z");
        assertThat(bind(depot, first, epc)).contains("is over");
    }

    @Test
    void aDepotClearsWhatIsWrongWithItsParcelsAndSaysWhatItFound() throws Exception {
        Browser depot = new Browser(hub);
        depot.logIn("admin", SharedHub.ADMIN_PASSWORD);
        String number = SharedHub.s10(44_000_006);
        HttpResponse<String> put = hub.put(
                "/api/v1/orders/shop/clear-1",
                """
                {"customer":{"reference":"C-1"},"serviceLevel":"watched","shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(number));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        hub.report(number, "arrived", Instant.now().minusSeconds(600).toString());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> depot.get("/depot/ott-1").body().contains("Too long here"));
        String page = depot.get("/depot/ott-1").body();
        assertThat(page).contains(number).doesNotContain("??");
        Matcher path = Pattern.compile("/depot/ott-1/exceptions/[0-9a-f-]{36}").matcher(page);
        assertThat(path.find()).isTrue();
        assertThat(depot.get(path.group()).body())
                .contains(number, "Too long here")
                .doesNotContain("??");
        assertThat(depot.post(path.group(), path.group(), "note", " ").statusCode())
                .isEqualTo(422);
        assertThat(target(depot.post(path.group(), path.group(), "note", "Was behind the cage")))
                .isEqualTo("/depot/ott-1");
        assertThat(depot.get("/depot/ott-1").body()).doesNotContain("Too long here");
        assertThat(depot.get(path.group()).body()).contains("cleared already");
        assertThat(hub.send(hub.withKey("/api/v1/parcels/" + number)).body()).contains("Was behind the cage");
    }

    private static String bind(Browser browser, String number, String epc) throws Exception {
        String token = Browser.token(browser.get("/depot/ott-1").body());
        String body = "number=" + number + "&epc=" + URLEncoder.encode(epc, StandardCharsets.UTF_8) + "&_csrf="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return browser.http()
                .send(
                        hub.request("/depot/ott-1/tags")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
