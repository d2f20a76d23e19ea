package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tagline.hub.SharedHub;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Customers in their own account: how they get in, what they see, and that it is theirs. */
final class AccountTest {
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        MAIL.start();
        hub = SharedHub.with(Map.of(
                "TAGLINE_HTTP_PUBLIC_URL", "http://post.example",
                "TAGLINE_LIMITS_LOGINS_PER_MINUTE", "500",
                "TAGLINE_NOTICES_MAIL_HOST", "127.0.0.1",
                "TAGLINE_NOTICES_MAIL_PORT", String.valueOf(MAIL.getSmtp().getPort()),
                "TAGLINE_NOTICES_MAIL_SECURITY", "none",
                "TAGLINE_NOTICES_MAIL_FROM", "Post <post@post.example>"));
    }

    @AfterAll
    static void stop() {
        MAIL.stop();
    }

    /** Somebody with an order; gives their id. */
    private static String customer(String reference, String name, String number) throws Exception {
        HttpResponse<String> put = hub.put(
                "/api/v1/orders/shop/O-" + reference,
                """
                {"customer":{"reference":"%s","name":"%s","email":"%s@mail.example"},"serviceLevel":"standard",
                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(reference, name, reference, number));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        return first(put.body(), "\"customer\":\\{\"id\":\"([0-9a-f-]{36})");
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(found.groupCount());
    }

    private static List<MimeMessage> links(String reference) throws Exception {
        return List.of(MAIL.getReceivedMessages()).stream()
                .filter(message -> {
                    try {
                        return message.getAllRecipients()[0].toString().equals(reference + "@mail.example")
                                && message.getSubject().equals("Your link to sign in");
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    /** The path of the newest link that was mailed. */
    private static String link(Browser browser, String reference) throws Exception {
        int before = links(reference).size();
        HttpResponse<String> asked = browser.post("/account", "/account/sign-in", "email", reference + "@mail.example");
        assertThat(target(asked)).isEqualTo("/account?said=sent");
        await().atMost(Duration.ofSeconds(60)).until(() -> links(reference).size() > before);
        String text = String.valueOf(links(reference).get(before).getContent());
        assertThat(text).contains("http://post.example/account/enter/", "15 minutes");
        return first(text, "http://post\\.example(/account/enter/[A-Za-z0-9_-]{43})");
    }

    private static Browser in(String reference) throws Exception {
        Browser browser = new Browser(hub);
        String link = link(browser, reference);
        assertThat(target(browser.post(link, link))).isEqualTo("/account");
        return browser;
    }

    private static String target(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
    }

    @Test
    void aMailedLinkOpensTheAccountOnceAndALookAtItUsesNothingUp() throws Exception {
        String number = SharedHub.s10(62_000_001);
        customer("anna", "Anna Own", number);
        customer("bert", "Bert Other", SharedHub.s10(62_000_002));
        Browser anna = new Browser(hub);
        String link = link(anna, "anna");
        for (int scanner = 0; scanner < 3; scanner++) {
            assertThat(new Browser(hub).get(link).body()).contains("One more step");
        }
        HttpResponse<String> entered = anna.post(link, link);
        assertThat(entered.headers().firstValue("Set-Cookie")).hasValueSatisfying(cookie -> assertThat(cookie)
                .contains("tagline-account=", "Path=/account", "HttpOnly", "SameSite=Lax"));
        assertThat(anna.get("/account").body())
                .contains("anna@mail.example", "Anna Own", number)
                .doesNotContain("Bert", SharedHub.s10(62_000_002), "??");
        Browser second = new Browser(hub);
        assertThat(second.get(link).statusCode()).isEqualTo(404);
        assertThat(second.post("/account", link).statusCode()).isEqualTo(404);
        assertThat(second.get("/account").body()).doesNotContain("Anna Own");
        assertThat(target(anna.post("/account", "/account/leave"))).isEqualTo("/account?said=out");
        assertThat(anna.get("/account").body()).doesNotContain("Anna Own").contains("Mail me a link");
    }

    /** Neither what is said nor what is done tells whether an address is known. */
    @Test
    void whoIsNotKnownIsToldTheSameAndSentNothing() throws Exception {
        customer("carl", "Carl Known", SharedHub.s10(62_000_003));
        Browser browser = new Browser(hub);
        HttpResponse<String> known = browser.post("/account", "/account/sign-in", "email", "carl@mail.example");
        HttpResponse<String> unknown = browser.post("/account", "/account/sign-in", "email", "nobody@mail.example");
        assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
        assertThat(target(unknown)).isEqualTo(target(known));
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
        await().atMost(Duration.ofSeconds(60)).until(() -> links("carl").size() == 1);
        assertThat(links("nobody")).isEmpty();
        // three at most are open: a fourth is not sent, and nothing says so
        for (int i = 0; i < 4; i++) {
            assertThat(target(browser.post("/account", "/account/sign-in", "email", "carl@mail.example")))
                    .isEqualTo("/account?said=sent");
        }
        // whoever asks last is served last
        customer("marker", "Mark Er", SharedHub.s10(62_000_004));
        browser.post("/account", "/account/sign-in", "email", "marker@mail.example");
        await().atMost(Duration.ofSeconds(60)).until(() -> links("marker").size() == 1);
        assertThat(links("carl")).hasSize(3);
        assertThat(browser.post("/account", "/account/sign-in", "email", "no address")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aCaseIsOpenedForTheCustomerWhoseParcelItIsAbout() throws Exception {
        String first = SharedHub.s10(62_000_051);
        String second = SharedHub.s10(62_000_052);
        String one = customer("twice", "Tess One", first);
        HttpResponse<String> put = hub.put(
                "/api/v1/orders/market/O-twice",
                """
                {"customer":{"reference":"M-2","name":"Tess Two","email":"twice@mail.example"},"serviceLevel":"standard",
                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(second));
        String two = first(put.body(), "\"customer\":\\{\"id\":\"([0-9a-f-]{36})");
        Browser tess = in("twice");
        for (Map.Entry<String, String> parcel : Map.of(first, one, second, two).entrySet()) {
            String opened = target(tess.post(
                    "/account",
                    "/account/cases",
                    "kind",
                    "request",
                    "text",
                    "About " + parcel.getKey(),
                    "parcel",
                    parcel.getKey()));
            String number = first(opened, "(TL-[0-9A-Z]{10})");
            assertThat(hub.send(hub.withKey("/api/v1/cases/" + number)).body())
                    .contains("\"customer\":\"" + parcel.getValue() + "\"");
        }
    }

    /** Every route of the account, with what is somebody else's. */
    @Test
    void nothingOfAnybodyElseIsShownOrChanged() throws Exception {
        String number = SharedHub.s10(62_000_005);
        String other = customer("dora", "Dora Secret", number);
        Browser dora = in("dora");
        String case1 = target(dora.post(
                        "/account", "/account/cases", "kind", "request", "text", "Doras words", "parcel", number))
                .replaceFirst("\\?.*", "");
        customer("emil", "Emil Curious", SharedHub.s10(62_000_006));
        Browser emil = in("emil");
        for (String path : List.of(case1, "/account/details/" + other, "/account/details/" + UUID.randomUUID())) {
            HttpResponse<String> answer = emil.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("Dora", number);
        }
        assertThat(emil.post("/account", case1 + "/words", "text", "Emil was here")
                        .statusCode())
                .isEqualTo(404);
        assertThat(emil.post("/account", "/account/details/" + other, "version", "1", "name", "Emil")
                        .statusCode())
                .isEqualTo(404);
        assertThat(emil.post("/account", "/account/details/" + other + "/notices")
                        .statusCode())
                .isEqualTo(404);
        // a parcel of somebody else's is not what a new case is about
        String own =
                target(emil.post("/account", "/account/cases", "kind", "request", "text", "Mine", "parcel", number));
        assertThat(emil.get(own).body()).doesNotContain(number);
        assertThat(emil.get("/account").body()).doesNotContain("Dora", number, "Doras words");
        assertThat(dora.get(case1).body()).contains("Doras words").doesNotContain("Emil");
        assertThat(hub.send(hub.withKey("/api/v1/customers/" + other)).body()).contains("Dora Secret");
        // nobody, and staff with all there is, come to the door of customers only
        Browser admin = new Browser(hub);
        admin.logIn("admin", SharedHub.ADMIN_PASSWORD);
        for (Browser browser : List.of(new Browser(hub), admin)) {
            assertThat(browser.get("/account").body())
                    .contains("Mail me a link")
                    .doesNotContain("Dora");
            for (String path : List.of(case1, "/account/details/" + other)) {
                assertThat(target(browser.get(path))).isEqualTo("/account");
            }
            for (String path : List.of(
                    case1 + "/words",
                    "/account/cases",
                    "/account/details/" + other,
                    "/account/details/" + other + "/notices")) {
                assertThat(target(browser.post("/account", path, "text", "x"))).isEqualTo("/account");
            }
        }
    }

    @Test
    void aCustomerWritesAndReadsWhatWasWrittenAndNoNoteOfAnybody() throws Exception {
        customer("fritz", "Fritz Writer", SharedHub.s10(62_000_007));
        Browser fritz = in("fritz");
        String own = target(fritz.post("/account", "/account/cases", "kind", "complaint", "text", "It rained in"))
                .replaceFirst("\\?.*", "");
        String number = own.substring(own.lastIndexOf('/') + 1);
        assertThat(fritz.get(own).body()).contains("It rained in", "We have it");
        hub.put(
                "/api/v1/interactions/desk/fritz-1",
                "{\"channel\":\"phone\",\"direction\":\"in\",\"case\":\"%s\",\"summary\":\"Sounds difficult\"}"
                        .formatted(number));
        hub.send(hub.withKey("/api/v1/cases/" + number + "/changes")
                .header("If-Match", "\"1\"")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"state\":\"waiting\",\"note\":\"only for us\"}")));
        assertThat(fritz.get(own).body()).contains("We wait for you").doesNotContain("Sounds difficult", "only for us");
        assertThat(target(fritz.post(own, own + "/words", "text", "Here is a photograph", "once", "1")))
                .isEqualTo(own + "?said=written");
        assertThat(fritz.get(own).body()).contains("Here is a photograph", "We are at it");
        assertThat(hub.send(hub.withKey("/api/v1/cases/" + number)).body()).contains("\"state\":\"open\"");
        assertThat(fritz.post(own, own + "/words", "text", " ").statusCode()).isEqualTo(422);
    }

    /** A rep writes for colleagues, also of what came by mail. */
    @Test
    void whatARepWroteDownIsNotRead() throws Exception {
        String id = customer("ines", "Ines Reader", SharedHub.s10(62_000_010));
        HttpResponse<String> opened = hub.put(
                "/api/v1/cases/by-source/desk/ines-1",
                "{\"kind\":\"complaint\",\"channel\":\"email\",\"subject\":\"Troublemaker again\",\"text\":\"Mad as ever\",\"customer\":\"%s\"}"
                        .formatted(id));
        String number = first(opened.body(), "\"number\":\"([^\"]+)\"");
        for (String channel : List.of("email", "web")) {
            hub.put(
                    "/api/v1/interactions/desk/ines-" + channel,
                    "{\"channel\":\"%s\",\"direction\":\"in\",\"case\":\"%s\",\"summary\":\"Noted of her\"}"
                            .formatted(channel, number));
        }
        hub.put(
                "/api/v1/interactions/email/ines-mail",
                "{\"channel\":\"email\",\"direction\":\"out\",\"case\":\"%s\",\"summary\":\"Dear Ines\"}"
                        .formatted(number));
        Browser ines = in("ines");
        assertThat(ines.get("/account").body()).contains(number, "Complaint").doesNotContain("Troublemaker");
        assertThat(ines.get("/account/cases/" + number).body())
                .contains(number, "Complaint", "Dear Ines")
                .doesNotContain("Troublemaker", "Mad as ever", "Noted of her", "??");
    }

    @Test
    void twentyCasesADayAndTwoHundredWordsOnOneAreEnough() throws Exception {
        customer("jan", "Jan Busy", SharedHub.s10(62_000_011));
        Browser jan = in("jan");
        String own = "";
        for (int i = 0; i < 20; i++) {
            own = target(jan.post("/account", "/account/cases", "kind", "request", "text", "Number " + i));
        }
        HttpResponse<String> more = jan.post("/account", "/account/cases", "kind", "request", "text", "One more");
        assertThat(more.statusCode()).isEqualTo(422);
        assertThat(more.body()).contains("come back tomorrow").doesNotContain("One more", "??");
        String path = own.replaceFirst("\\?.*", "");
        for (int i = 0; i < 199; i++) {
            assertThat(hub.put(
                                    "/api/v1/interactions/account/jan-" + i,
                                    "{\"channel\":\"web\",\"direction\":\"in\",\"case\":\"%s\",\"summary\":\"Word\"}"
                                            .formatted(path.substring(path.lastIndexOf('/') + 1)))
                            .statusCode())
                    .isBetween(200, 204);
        }
        assertThat(target(jan.post(path, path + "/words", "text", "The last"))).isEqualTo(path + "?said=written");
        HttpResponse<String> full = jan.post(path, path + "/words", "text", "Too much");
        assertThat(full.statusCode()).isEqualTo(422);
        assertThat(full.body()).contains("Send a new request").doesNotContain("Too much", "??");
    }

    @Test
    void casesOfWhoWasMergedAreOpenedAndWrittenOn() throws Exception {
        String kept = customer("kim", "Kim Kept", SharedHub.s10(62_000_012));
        String gone = customer("kim-gone", "Kim Gone", SharedHub.s10(62_000_013));
        String own = target(in("kim-gone").post("/account", "/account/cases", "kind", "request", "text", "From before"))
                .replaceFirst("\\?.*", "");
        assertThat(hub.post("/api/v1/customers/" + kept + "/merges", "{\"customer\":\"" + gone + "\"}")
                        .statusCode())
                .isBetween(200, 204);
        Browser kim = in("kim");
        assertThat(kim.get("/account").body()).contains(own);
        assertThat(kim.get(own).body()).contains("From before");
        assertThat(target(kim.post(own, own + "/words", "text", "Still me"))).isEqualTo(own + "?said=written");
        assertThat(kim.get(own).body()).contains("Still me");
    }

    @Test
    void ownDataAndWishesAreChangedAndTheRestStays() throws Exception {
        String id = customer("gerda", "Gerda Gone", SharedHub.s10(62_000_008));
        Browser gerda = in("gerda");
        String page = "/account/details/" + id;
        String form = gerda.get(page).body();
        assertThat(form).contains("Gerda Gone", "gerda@mail.example").doesNotContain("??");
        String version = first(form, "name=\"version\" value=\"([0-9]+)\"");
        String[] change = {
            "version",
            version,
            "name",
            "Gerda Back",
            "phone",
            "+1 613 555 0188",
            "postal",
            "1 Main St",
            "preference-language",
            "fr"
        };
        assertThat(target(gerda.post(page, page, change))).isEqualTo(page + "?said=kept");
        assertThat(hub.send(hub.withKey("/api/v1/customers/" + id)).body())
                .contains("Gerda Back", "gerda@mail.example", "+1 613 555 0188", "1 Main St", "\"language\":\"fr\"");
        assertThat(gerda.post(page, page, change).body()).contains("changed meanwhile");
        String again = first(gerda.get(page).body(), "name=\"version\" value=\"([0-9]+)\"");
        assertThat(gerda.post(page, page, "version", again, "name", "G", "phone", "x")
                        .statusCode())
                .isEqualTo(422);
        assertThat(gerda.post(page, page, "version", again, "preference-language", "xx")
                        .statusCode())
                .isEqualTo(422);
    }

    /** What a rep takes out of a customer opens nothing of theirs any more. */
    @Test
    void anAddressThatIsTakenOutOpensNothing() throws Exception {
        String id = customer("hugo", "Hugo Moved", SharedHub.s10(62_000_009));
        Browser hugo = in("hugo");
        assertThat(hugo.get("/account").body()).contains("Hugo Moved");
        hub.send(hub.withKey("/api/v1/customers/" + id)
                .header("If-Match", "*")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"name\":\"Hugo Moved\"}")));
        assertThat(hugo.get("/account").body()).doesNotContain("Hugo Moved");
    }
}
