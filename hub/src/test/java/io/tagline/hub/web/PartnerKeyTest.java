package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That a partner's key works for the partner's orders, and says nothing of anybody else's: not even whether they are there. */
final class PartnerKeyTest {

    private static final String THEIRS = SharedHub.s10(41_000_001);
    private static final String OURS = SharedHub.s10(41_000_002);
    private static final String OUR_TAG = "3034257BF7194E4000041001";

    private static SharedHub hub;
    private static String key;
    private static String ourCustomer;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
        hub.command(
                "key",
                "add",
                "acme",
                "--scope",
                "read,write",
                "--source",
                "acme",
                "--out",
                hub.folder().resolve("acme-key").toString());
        key = Files.readString(hub.folder().resolve("acme-key")).strip();
        HttpResponse<String> ours = hub.put("/api/v1/orders/shop/P-1", order(OURS, OUR_TAG));
        assertThat(ours.statusCode()).as(ours.body()).isEqualTo(201);
        Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(ours.body());
        assertThat(id.find()).as(ours.body()).isTrue();
        ourCustomer = id.group(1);
    }

    private static String order(String trackingNumber, String epc) {
        return """
               {"customer":{"reference":"C-9","name":"Ada Example","phone":"+16135550199"},"serviceLevel":"standard",
                "shipments":[{"parcels":[{"trackingNumber":"%s","epc":"%s"}]}]}
               """
                .formatted(trackingNumber, epc);
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request =
                hub.request(path).header("Authorization", "Bearer " + key).header("Content-Type", "application/json");
        return hub.send(method.equals("GET") ? request.GET() : request.method(method, BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    @Test
    void partnerPutsAndSeesItsOwn() throws Exception {
        HttpResponse<String> put = send("PUT", "/api/v1/orders/acme/A-1", order(THEIRS, "3034257BF7194E4000041002"));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        assertThat(get("/api/v1/orders/acme/A-1").body()).contains("Ada Example", THEIRS);
        assertThat(get("/api/v1/parcels/" + THEIRS).statusCode()).isEqualTo(200);
        Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(put.body());
        assertThat(id.find()).isTrue();
        assertThat(get("/api/v1/customers/" + id.group(1)).body()).contains("+16135550199");
    }

    @Test
    void whatIsAnothersIsAnsweredAsWhatIsNot() throws Exception {
        assertSame("/api/v1/orders/shop/P-1", "/api/v1/orders/shop/P-none", "P-1", "P-none");
        String none = SharedHub.s10(41_999_999);
        assertSame("/api/v1/parcels/" + OURS, "/api/v1/parcels/" + none, OURS, none);
        String nobody = "018f0000-0000-7000-8000-00000000beef";
        assertSame("/api/v1/customers/" + ourCustomer, "/api/v1/customers/" + nobody, ourCustomer, nobody);
    }

    private static void assertSame(String theirs, String none, String id, String noId) throws Exception {
        HttpResponse<String> there = get(theirs);
        HttpResponse<String> missing = get(none);
        assertThat(there.statusCode()).isIn(403, 404).isEqualTo(missing.statusCode());
        assertThat(there.body().replace(id, "*")).isEqualTo(missing.body().replace(noId, "*"));
    }

    @Test
    void partnerChangesNothingOfAnother() throws Exception {
        String event = "{\"kind\":\"delivered\",\"occurredAt\":\"2026-01-04T10:00:00Z\",\"sourceRef\":\"x\"}";
        assertThat(send("POST", "/api/v1/parcels/" + OURS + "/events", event).statusCode())
                .isEqualTo(404);
        assertThat(hub.send(hub.withKey("/api/v1/parcels/" + OURS)).body())
                .contains("registered")
                .doesNotContain("delivered");
        assertThat(send("PUT", "/api/v1/orders/shop/P-1", order(OURS, OUR_TAG)).statusCode())
                .isEqualTo(403);
    }

    /** Whether it has arrived says the post; what it said, it alone takes back. */
    @Test
    void partnerSaysWhatHappensOnItsOwnSideOnly() throws Exception {
        String number = SharedHub.s10(41_000_007);
        HttpResponse<String> put = send("PUT", "/api/v1/orders/acme/A-7", order(number, "3034257BF7194E4000041007"));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        HttpResponse<String> scanned = hub.report(number, "arrived", "2026-01-03T20:30:00Z");
        Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\",\"kind\":\"arrived\"")
                .matcher(scanned.body());
        assertThat(id.find()).as(scanned.body()).isTrue();
        String path = "/api/v1/parcels/" + number + "/events";
        for (String body : new String[] {
            "{\"kind\":\"delivered\",\"occurredAt\":\"2026-01-04T10:00:00Z\",\"sourceRef\":\"p-1\"}",
            "{\"kind\":\"returned\",\"occurredAt\":\"2026-01-04T10:00:00Z\",\"sourceRef\":\"p-2\"}",
            "{\"kind\":\"departed\",\"site\":\"ott-1\",\"occurredAt\":\"2026-01-04T10:00:00Z\",\"sourceRef\":\"p-3\"}",
            "{\"kind\":\"corrected\",\"corrects\":\"%s\",\"occurredAt\":\"2026-01-04T10:00:00Z\",\"sourceRef\":\"p-4\"}"
                    .formatted(id.group(1))
        }) {
            HttpResponse<String> refused = send("POST", path, body);
            assertThat(refused.statusCode()).as(body).isEqualTo(422);
            assertThat(refused.body()).contains("event-refused", "partner");
        }
        assertThat(get("/api/v1/parcels/" + number).body())
                .contains("\"status\":\"arrived\"")
                .doesNotContain("delivered", "returned", "corrected");

        HttpResponse<String> theirs = send(
                "POST",
                path,
                "{\"kind\":\"customs_cleared\",\"place\":\"Buffalo\",\"occurredAt\":\"2026-01-04T10:00:00Z\",\"sourceRef\":\"p-5\"}");
        assertThat(theirs.statusCode()).as(theirs.body()).isEqualTo(201);
    }

    /** Else tracking numbers and tags could be tried for whose they are. */
    @Test
    void conflictWithAnotherDoesNotSayWithWhat() throws Exception {
        HttpResponse<String> number = send("PUT", "/api/v1/orders/acme/A-2", order(OURS, "3034257BF7194E4000041003"));
        HttpResponse<String> tag = send("PUT", "/api/v1/orders/acme/A-2", order(SharedHub.s10(41_000_003), OUR_TAG));

        assertThat(number.statusCode()).isEqualTo(409);
        assertThat(number.body())
                .contains("$.shipments[0].parcels[0].trackingNumber")
                .doesNotContain("shop", "P-1");
        assertThat(tag.statusCode()).isEqualTo(409);
        assertThat(tag.body()).doesNotContain(OURS);
    }

    @Test
    void whatIsNoPartnersIsClosed() throws Exception {
        assertThat(get("/api/v1/fleet").statusCode()).isEqualTo(403);
        assertThat(get("/api/v1/dead-letters").statusCode()).isEqualTo(403);
        assertThat(get("/api/v1/sites/ott-1/loads").body()).contains("that is no partner's");
    }
}
