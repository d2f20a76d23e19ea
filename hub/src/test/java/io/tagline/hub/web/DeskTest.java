package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What reps do at their desk. */
final class DeskTest {

    private static SharedHub hub;
    private static Browser rep;
    private static Browser boss;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
        rep = staff("rep");
        boss = staff("supervisor");
    }

    private static Browser staff(String role) throws Exception {
        String password = "desk-password-" + role;
        String file =
                Files.writeString(hub.folder().resolve(password), password).toString();
        hub.command("user", "add", "desk-" + role, "--role", role, "--password-file", file);
        Browser browser = new Browser(hub);
        browser.logIn("desk-" + role, password);
        return browser;
    }

    /** An order of somebody with a name of their own; gives the path of their page. */
    private static String customer(String reference, String name, String number) throws Exception {
        HttpResponse<String> put = hub.put(
                "/api/v1/orders/desk-shop/O-" + reference,
                """
                {"customer":{"reference":"%s","name":"%s","email":"%s@desk.example","phone":"+1613555%s"},
                 "serviceLevel":"standard","promisedDate":"2026-01-05",
                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(
                                reference, name, reference.toLowerCase(Locale.ROOT), number.substring(6, 10), number));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        return found(name);
    }

    private static String found(String name) throws Exception {
        return path(
                rep.get("/desk?q=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .body(),
                "/desk/customers/[0-9a-f-]{36}");
    }

    private static String path(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group();
    }

    private static String target(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
    }

    private static String version(String page) {
        return path(page, "name=\"version\" value=\"[0-9]+\"").replaceAll("\\D", "");
    }

    @Test
    void aCustomerIsFoundByAnythingAndIsOnOnePage() throws Exception {
        String number = SharedHub.s10(61_000_001);
        String page = customer("DK-1", "Wilhelmina Quist", number);
        for (String query : new String[] {
            "wilhelm qui", "dk-1@desk.example", "DK-1", "O-DK-1", number, "+1 (613) 555-" + number.substring(6, 10)
        }) {
            assertThat(rep.get("/desk?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                            .body())
                    .as(query)
                    .contains(page, "Wilhelmina Quist");
        }
        hub.report(number, "arrived", "2026-01-03T20:30:00Z");
        assertThat(rep.get(page).body())
                .contains("Wilhelmina Quist", "dk-1@desk.example", "desk-shop / O-DK-1", number, "Monday 5 January")
                .contains("Arrived at Ottawa", "data-stream=\"" + page + "/events")
                // a form would not outlive it
                .doesNotContain("http-equiv=\"refresh\"", "??");
        assertThat(rep.get("/desk/customers/" + new java.util.UUID(1, 2)).statusCode())
                .isEqualTo(404);
    }

    /** Whoever holds the link to a parcel's page may report; a rep must see that it may not be the customer who gets the answer. */
    @Test
    void whoIsAnsweredIsOnTheCaseAndMarkedIfNobodyKnowsThem() throws Exception {
        String link = hub.order("desk-reply", SharedHub.s10(61_000_090));
        String told = rep.post(
                        link + "/problem",
                        link + "/problem",
                        "kind",
                        "damaged",
                        "text",
                        "Broken",
                        "email",
                        "eve@home.example")
                .body();
        assertThat(rep.get("/desk/cases/" + path(told, "TL-[0-9A-Z]{10}")).body())
                .contains("Answers go to", "eve@home.example", "Not known as an address of the customer")
                .doesNotContain("??");
    }

    @Test
    void aCaseIsOpenedWithAFormOfOneTextAnsweredAndSolvedWithAnAnswerThatIsKept() throws Exception {
        String number = SharedHub.s10(61_000_002);
        String page = customer("DK-2", "Ottilie Brandt", number);
        String form = rep.get(page).body();
        // the parcel is chosen already
        assertThat(form).contains("<option value=\"" + number + "\">" + number);
        String opened = target(rep.post(
                page, page + "/cases", "kind", "complaint", "text", "Vase broken\nIn pieces", "parcel", number));
        String shown = rep.get(opened).body();
        assertThat(shown)
                .contains("The case is open", "Vase broken", "In pieces", number, "Ottilie Brandt", "Answer by")
                .doesNotContain("??");
        String one = opened.replaceFirst("\\?.*", "");
        assertThat(rep.get(page).body()).contains(one, "Vase broken");
        assertThat(rep.get("/desk/cases").body()).contains(one);

        String solved = target(rep.post(
                opened,
                one + "/changes",
                "version",
                version(shown),
                "state",
                "resolved",
                "text",
                "Pay what the vase was worth",
                "keep",
                "Broken vase"));
        String after = rep.get(solved).body();
        assertThat(after).contains("Solved", "Pay what the vase was worth", "desk-rep");
        String next = target(rep.post(page, page + "/cases", "kind", "request", "text", "Another vase"));
        String other = next.replaceFirst("\\?.*", "");
        String answers = rep.get(other + "?a=broken+vas").body();
        String use = path(answers, "\\?use=broken-vase-[0-9a-f]{8}");
        assertThat(answers).contains("Pay what the vase was worth");
        assertThat(rep.get(other + use).body()).contains("Pay what the vase was worth</textarea>");
        HttpResponse<String> stale =
                rep.post(other, other + "/changes", "version", "77", "state", "open", "text", "mine");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("Somebody else has changed it", "mine</textarea>");
    }

    @Test
    void theSameFormSentTwiceIsOneCaseAndWithOtherWordsAnother() throws Exception {
        String page = customer("DK-3", "Twice Tester", SharedHub.s10(61_000_003));
        String[] form = {"kind", "request", "text", "Where is it", "once", "11"};
        assertThat(target(rep.post(page, page + "/cases", form)))
                .isEqualTo(target(rep.post(page, page + "/cases", form)));
        String[] other = {"kind", "request", "text", "And the other", "once", "11"};
        assertThat(target(rep.post(page, page + "/cases", other)))
                .isNotEqualTo(target(rep.post(page, page + "/cases", form)));
        HttpResponse<String> empty = rep.post(page, page + "/cases", "kind", "request", "text", " ");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("Write what it is about");
    }

    @Test
    void whatWasSaidOnTheTelephoneIsWrittenDown() throws Exception {
        String page = customer("DK-4", "Ringo Caller", SharedHub.s10(61_000_004));
        String kept = target(
                rep.post(page, page + "/talks", "direction", "in", "channel", "phone", "text", "Asks for Friday"));
        assertThat(rep.get(kept).body())
                .contains("It is written down", "Asks for Friday", "Telephone: from them", "desk-rep");
    }

    /** Four eyes, and a limit by role. */
    @Test
    void aClaimIsProposedByOneAndDecidedByAnother() throws Exception {
        String page = customer("DK-5", "Clara Claims", SharedHub.s10(61_000_005));
        assertThat(rep.post(page, page + "/cases", "kind", "claim", "text", "Vase", "amount", "x")
                        .body())
                .contains("A claim needs an amount");
        String opened = target(
                rep.post(page, page + "/cases", "kind", "claim", "text", "Vase", "amount", "40,50", "currency", "cad"));
        String one = opened.replaceFirst("\\?.*", "");
        assertThat(rep.get(one).body()).contains("40.50 CAD");
        target(rep.post(
                one, one + "/claim", "version", version(rep.get(one).body()), "amount", "30", "currency", "CAD"));
        HttpResponse<String> own = rep.post(
                one, one + "/claim/decision", "version", version(rep.get(one).body()), "decision", "approve");
        assertThat(own.body()).contains("This is not yours to do");
        target(boss.post(
                one, one + "/claim/decision", "version", version(boss.get(one).body()), "decision", "approve"));
        assertThat(boss.get(one).body()).contains("Payment approved 30.00 CAD");
    }
}
