package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Figures and costs by page and API, operations by page. */
final class BenefitPagesTest {
    private static SharedHub hub;
    private static Browser analyst;
    private static Browser operator;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
        analyst = staff("analyst");
        operator = staff("operations");
    }

    private static Browser staff(String role) throws Exception {
        String password = "benefit-password-" + role;
        String file =
                Files.writeString(hub.folder().resolve(password), password).toString();
        hub.command("user", "add", "benefit-" + role, "--role", role, "--password-file", file);
        Browser browser = new Browser(hub);
        assertThat(browser.logIn("benefit-" + role, password).statusCode()).isEqualTo(302);
        return browser;
    }

    private static HttpResponse<String> post(Browser browser, String page, String path, Map<String, String> form)
            throws Exception {
        String token = Browser.token(browser.get(page).body());
        String body = form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return browser.http()
                .send(
                        hub.request(path)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void pagesAreWholeInEveryLanguageAndNeedNoScript() throws Exception {
        for (Language language : Language.values()) {
            String lang = "lang=" + language.code();
            assertThat(analyst.get("/benefits?" + lang).body())
                    .contains("lang=\"" + language.code() + "\"", "data-chart=\"day\"")
                    .doesNotContain("??", "<script>", " style=");
            assertThat(operator.get("/operations?" + lang).body())
                    .contains("lang=\"" + language.code() + "\"")
                    .doesNotContain("??", "<script>", " style=");
            assertThat(operator.get("/operations/alarm?problem=none&" + lang).body())
                    .doesNotContain("??");
        }
        assertThat(analyst.get("/operations").statusCode()).isEqualTo(403);
        assertThat(operator.get("/benefits").statusCode()).isEqualTo(403);
    }

    @Test
    void aCostIsEnteredOnceBySomebodyWhoIsToldWhatIsWrong() throws Exception {
        Map<String, String> form = Map.of(
                "reference", "test-cost-1",
                "kind", "staff",
                "area", "site:ott-1",
                "from", "2026-11-01",
                "to", "2026-11-30",
                "amount", "۱۲۵۰٫۵۰",
                "currency", "cad",
                "note", "=HYPERLINK(\"http://elsewhere.example\")");
        HttpResponse<String> added = post(analyst, "/benefits", "/benefits/costs", form);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(302);
        assertThat(added.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/benefits?area=site%3Aott-1&notice=cost-added"));
        assertThat(post(analyst, "/benefits", "/benefits/costs", form).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("cost-known"));
        assertThat(analyst.get("/benefits?area=site:ott-1&until=2026-11-30").body())
                .contains("1,250.50 CAD", "=HYPERLINK(&quot;");
        assertThat(analyst.get("/benefits/export.csv?area=site:ott-1&count=1&until=2026-11-30")
                        .body())
                .contains("site:ott-1,month,2026-11-01,2026-11-30,cost,CAD,,,,1250.50,,,,,");

        HttpResponse<String> wrong = post(analyst, "/benefits", "/benefits/costs", Map.of("from", "2026-11-31"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("role=\"alert\"", "could not be read");
        assertThat(analyst.get("/benefits?area=%3Cscript%3E").statusCode()).isEqualTo(400);
    }

    @Test
    void programsEnterCostsByReferenceAndChangeWhatTheyHaveSeen() throws Exception {
        String path = "/api/v1/benefits/costs/2026-11-vans";
        String cost =
                """
                {"kind":"transport","area":"all","from":"2026-11-01","to":"2026-11-30","cost":{"amount":"%s","currency":"CAD"}}""";
        assertThat(hub.put(path, cost.formatted("10.00")).statusCode()).isEqualTo(201);
        HttpResponse<String> again = hub.put(path, cost.formatted("10.00"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(hub.put(path, cost.formatted("11.00")).statusCode()).isEqualTo(428);
        HttpResponse<String> changed = hub.send(hub.withKey(path)
                .header("Content-Type", "application/json")
                .header("If-Match", "\"1\"")
                .PUT(BodyPublishers.ofString(cost.formatted("11.00"))));
        assertThat(changed.body()).contains("\"version\":2", "\"amount\":\"11.00\"");
        assertThat(hub.send(hub.withKey(path).header("If-Match", "\"1\"").DELETE())
                        .statusCode())
                .isEqualTo(412);
        assertThat(hub.send(hub.withKey(path).header("If-Match", "\"2\"").DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(hub.send(hub.withKey(path)).statusCode()).isEqualTo(404);

        assertThat(hub.put("/api/v1/benefits/baselines/all", "{\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}")
                        .body())
                .contains("expected no day before");
        assertThat(hub.send(hub.withKey("/api/v1/benefits/figures?count=121")).body())
                .contains("expected a number from 1 to 120");
        assertThat(hub.send(hub.withKey("/api/v1/benefits/figures?period=week&count=2"))
                        .body())
                .contains("\"figure\":\"on_time\"", "\"unit\":\"share\"");
    }
}
