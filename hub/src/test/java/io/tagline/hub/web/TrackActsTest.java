package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody with a link, or with a number and a postcode, can do. */
final class TrackActsTest {

    private static final String POSTCODE = "K7L 3N6";

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
    }

    private static String order(String reference, String number) throws Exception {
        String body =
                """
                {"customer":{"reference":"C-9","name":"Ada Example"},"serviceLevel":"standard",
                 "shipments":[{"recipient":{"name":"Bob Example","city":"Kingston","postalCode":"%s","country":"CA"},
                 "parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(POSTCODE, number);
        String answer = hub.put("/api/v1/orders/shop/" + reference, body).body();
        int at = answer.indexOf("/track/");
        return answer.substring(at, at + "/track/".length() + 22);
    }

    /** As a browser without scripts: fills in the page's form. */
    private static HttpResponse<String> send(String page, String to, Map<String, String> fields) throws Exception {
        Browser browser = new Browser(hub);
        String token = Browser.token(browser.get(page).body());
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(
                        Collectors.joining("&", "_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&", ""));
        return browser.http()
                .send(
                        hub.request(to)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void whoKnowsThePostcodeChangesTheDeliveryAndNobodyElse() throws Exception {
        String number = SharedHub.s10(43_000_001);
        String link = order("wish", number);
        String form = link + "/delivery";
        assertThat(Browser.said(send(form, form, Map.of("wish", "neighbour", "postcode", "A1A 1A1"))
                        .body()))
                .contains("not the postcode")
                .doesNotContain("Your wish:", "Bob", "Kingston", "K7L");
        assertThat(send(form, form, Map.of("wish", "neighbour", "postcode", "k7l3n6"))
                        .body())
                .contains("We have noted your wish.", "Your wish:", "With a neighbour");
        assertThat(hub.get(form).body())
                .as("who has the link only")
                .contains("<fieldset")
                .doesNotContain("Your wish:");
        assertThat(send(form, form, Map.of("wish", "none", "postcode", "A1A 1A1"))
                        .body())
                .doesNotContain("Your wish:");
        String day = LocalDate.now(ZoneId.of("America/Toronto")).plusDays(3).toString();
        assertThat(send(form, form, Map.of("wish", "later_day", "day", day, "postcode", POSTCODE))
                        .body())
                .contains("On a later day");
        assertThat(send(form, form, Map.of("wish", "later_day", "day", "2020-01-01", "postcode", POSTCODE))
                        .statusCode())
                .isEqualTo(422);
        hub.report(number, "delivered", "2026-01-03T20:30:00Z");
        assertThat(hub.get(form).body()).contains("nothing can be changed").doesNotContain("<fieldset");
    }

    @Test
    void aNumberAndItsPostcodeOpenThePageAndGuessingSoonEnds() throws Exception {
        String number = SharedHub.s10(43_000_002);
        String link = order("postcode", number);
        String front = "/?q=" + number;
        HttpResponse<String> right = send(front, "/", Map.of("q", number, "postcode", POSTCODE));
        assertThat(right.statusCode()).isEqualTo(302);
        assertThat(right.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith(link));
        for (int i = 0; i < 6; i++) {
            assertThat(send(link + "/delivery", link + "/delivery", Map.of("wish", "none", "postcode", "A1A 1A" + i))
                            .body())
                    .contains("not the postcode");
        }
        assertThat(send(link + "/delivery", link + "/delivery", Map.of("wish", "none", "postcode", POSTCODE))
                        .body())
                .as("even the right one, for a while")
                .contains("too many tries");
    }

    @Test
    void whatIsNotSetUpSaysSo() throws Exception {
        String link = order("not-set-up", SharedHub.s10(43_000_003));
        for (String act : new String[] {"notices", "problem", "rating"}) {
            String page = hub.get(link + "/" + act).body();
            boolean offered = page.contains("<form") || page.contains("once it has been delivered");
            assertThat(page.contains("This is not set up here")).as(act).isNotEqualTo(offered);
        }
        assertThat(hub.get(link + "/nothing").statusCode()).isEqualTo(404);
        assertThat(hub.get("/track/AAAAAAAAAAAAAAAAAAAAAA/delivery").statusCode())
                .isEqualTo(404);
    }

    @Test
    void programsReadTheParcelAsSchemaOrgHasIt() throws Exception {
        String page = hub.get(order("json-ld", SharedHub.s10(43_000_004))).body();
        String data =
                page.substring(page.indexOf("application/ld+json"), page.indexOf("</script>", page.indexOf("ld+json")));
        assertThat(Browser.said(data))
                .contains("\"@type\":\"ParcelDelivery\"", "\"trackingNumber\":\"" + SharedHub.s10(43_000_004) + "\"")
                .doesNotContain("Bob", "Ada", "Kingston", "K7L", "&quot;");
    }
}
