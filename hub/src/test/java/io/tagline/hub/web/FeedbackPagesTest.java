package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What customers report on the page of their parcel becomes a case, and how it was dealt with is asked by a link: by forms alone. */
final class FeedbackPagesTest {
    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
    }

    private static HttpResponse<String> send(String path, String... fields) throws Exception {
        Browser browser = new Browser(hub);
        String token = Browser.token(browser.get(path).body());
        StringBuilder body = new StringBuilder("_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        for (int i = 0; i < fields.length; i += 2) {
            body.append('&')
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return browser.http()
                .send(
                        hub.request(path)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(body.toString()))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static HttpResponse<String> change(String number, String version, String json) throws Exception {
        return hub.send(hub.withKey("/api/v1/cases/" + number + "/changes")
                .header("Content-Type", "application/json")
                .header("If-Match", version)
                .POST(BodyPublishers.ofString(json)));
    }

    /** A complaint from a parcel's page to its solution. */
    private static String solved(String reference, int serial) throws Exception {
        String link = hub.order(reference, SharedHub.s10(serial));
        HttpResponse<String> reported =
                send(link + "/problem", "kind", "damaged", "text", "In pieces", "email", "bob@home.example");
        Matcher number = Pattern.compile("TL-[0-9A-Z]{10}").matcher(reported.body());
        assertThat(number.find()).as(reported.body()).isTrue();
        String found = hub.send(hub.withKey("/api/v1/cases/" + number.group())).body();
        assertThat(found)
                .contains("\"source\":\"track\"", "\"kind\":\"complaint\"", "\"text\":\"In pieces\"")
                .contains("\"owner\":\"service-desk\"");
        HttpResponse<String> done =
                change(number.group(), "\"1\"", "{\"state\":\"resolved\",\"resolution\":\"Paid.\"}");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        return number.group();
    }

    /** As the mail to the customer has it; there is no mail server here. */
    private static String link(String number) throws Exception {
        try (Store store =
                Store.open(StoreSettings.sqlite(hub.folder().resolve("data").resolve("hub.db")))) {
            return "/feedback/"
                    + store.transactions().<String>read(tx -> tx.sql(
                                    """
                                    SELECT f.token FROM feedback f JOIN cases c ON c.id = f.subject WHERE c.number = ? AND f.about = 'complaint'
                                    """)
                            .param(number)
                            .query(String.class)
                            .single());
        }
    }

    @Test
    void aLinkIsGoodForOneAnswerAndLookingAtItUsesNothingUp() throws Exception {
        String link = link(solved("feedback-1", 45_000_001));
        assertThat(link).hasSize("/feedback/".length() + 22);
        for (int i = 0; i < 3; i++) {
            assertThat(Browser.said(hub.get(link).body()))
                    .contains("<form", "How content are you with how we dealt with your complaint?")
                    .doesNotContain("Ada", "Bob", "TL-", "RR");
        }
        HttpResponse<String> none = send(link, "text", "nothing chosen");
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("Choose how content you are.");
        assertThat(send(link, "score", "9").statusCode()).isEqualTo(422);
        assertThat(send(link, "score", "2", "text", "slow").body())
                .contains("Thank you.")
                .doesNotContain("<form");
        assertThat(hub.get(link).body()).contains("This link has been used").doesNotContain("<form");
        assertThat(hub.send(hub.withKey("/api/v1/feedback")).body()).contains("\"about\":\"complaint\"");
    }

    @Test
    void itSpeaksFrenchAndPersian() throws Exception {
        String link = link(solved("feedback-2", 45_000_002));
        assertThat(hub.get(link + "?lang=fr").body()).contains("lang=\"fr\"", "traitement de votre réclamation");
        assertThat(hub.get(link + "?lang=fa").body()).contains("dir=\"rtl\"", "رسیدگی به شکایتتان");
    }

    @Test
    void aLinkThatIsNoneSaysSoAndNoMore() throws Exception {
        HttpResponse<String> none = hub.get("/feedback/AAAAAAAAAAAAAAAAAAAAAA");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("This link is not good").doesNotContain("<form");
        assertThat(hub.get("/feedback/x").statusCode()).isEqualTo(404);
    }

    @Test
    void aDeliveryIsRatedOnceAndNotBeforeItIsThere() throws Exception {
        String number = SharedHub.s10(45_000_003);
        String link = hub.order("feedback-3", number);
        assertThat(hub.get(link + "/rating").body()).doesNotContain("<fieldset");
        hub.report(number, "delivered", "2026-01-03T20:30:00Z");
        assertThat(send(link + "/rating", "score", "5", "text", "good").body()).contains("Thank you.");
        assertThat(send(link + "/rating", "score", "1").body()).contains("has been rated before");
    }
}
