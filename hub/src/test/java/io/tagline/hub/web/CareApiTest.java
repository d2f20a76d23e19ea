package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CareApiTest {
    private static final String TRACKED = SharedHub.s10(62_000_001);
    private static SharedHub hub;
    private static String repKey;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.get();
        hub.put(
                "/api/v1/orders/shop/care-api",
                """
                {"customer":{"reference":"CARE-1","name":"Cara Example","phone":"+16135550177"},"serviceLevel":"standard",
                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(TRACKED));
        String file = hub.folder().resolve("care-api-key").toString();
        hub.command("key", "add", "care-api", "--scope", "care", "--out", file);
        repKey = Files.readString(hub.folder().resolve("care-api-key")).strip();
    }

    private static HttpResponse<String> open(String reference, String kind, String more) throws Exception {
        return hub.put(
                "/api/v1/cases/by-source/desk/" + reference,
                """
                {"kind":"%s","channel":"phone","subject":"Vase broken","text":"In pieces","trackingNumber":"%s"%s}
                """
                        .formatted(kind, TRACKED, more));
    }

    private static HttpResponse<String> change(String path, String method, String version, String body)
            throws Exception {
        return change(hub.withKey(path), method, version, body);
    }

    private static HttpResponse<String> change(HttpRequest.Builder request, String method, String version, String body)
            throws Exception {
        request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        return hub.send(version.isEmpty() ? request : request.header("If-Match", version));
    }

    private static String field(String body, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(body);
        assertThat(found.find()).as(name + " in " + body).isTrue();
        return found.group(1);
    }

    @Test
    void aCaseIsOpenedOnceChangedByItsVersionAndListed() throws Exception {
        HttpResponse<String> opened = open("1", "request", "");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        String number = field(opened.body(), "number");
        assertThat(opened.headers().firstValue("Location")).contains("/api/v1/cases/" + number);
        assertThat(opened.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(opened.body())
                .contains("\"owner\":\"service-desk\"", "\"next\":[\"open\",\"waiting\",\"resolved\"]")
                .contains("\"subject\":\"Vase broken\"", "\"respondBy\":");
        HttpResponse<String> again = open("1", "complaint", "");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(opened.body());

        String changes = "/api/v1/cases/" + number + "/changes";
        assertProblem(change(changes, "POST", "", "{\"state\":\"open\"}"), 428, "version-required");
        assertProblem(change(changes, "POST", "\"9\"", "{\"state\":\"open\"}"), 412, "version-stale");
        assertProblem(change(changes, "POST", "\"1\"", "{\"state\":\"closed\"}"), 422, "care-refused");
        assertProblem(change(changes, "POST", "\"1\"", "{\"state\":\"gone\",\"colour\":1}"), 422, "case-refused");
        HttpResponse<String> moved = change(changes, "POST", "\"1\"", "{\"state\":\"open\",\"owner\":\"ana\"}");
        assertThat(moved.headers().firstValue("ETag")).as(moved.body()).contains("\"2\"");
        assertThat(hub.send(hub.withKey("/api/v1/cases/" + number)).body())
                .contains("\"change\":\"state:open\"", "\"change\":\"owner:ana\"", "\"who\":\"key:");
        HttpResponse<String> list = hub.send(hub.withKey("/api/v1/cases?owner=ana&state=unresolved&limit=1"));
        assertThat(list.body()).contains("\"number\":\"" + number + "\"", "\"next\":");
        assertThat(hub.send(hub.withKey("/api/v1/interactions?case=" + number)).body())
                .contains("\"summary\":\"Vase broken\"", "\"channel\":\"phone\"");
        assertProblem(hub.send(hub.withKey("/api/v1/cases/TL-0000000000")), 404, "case-not-found");
        assertProblem(hub.send(hub.withKey("/api/v1/cases?kind=wish")), 400, "bad-filter");
    }

    @Test
    void everythingWrongWithACaseIsSaidAtOnce() throws Exception {
        HttpResponse<String> wrong = hub.put(
                "/api/v1/cases/by-source/desk/wrong",
                "{\"kind\":\"wish\",\"customer\":\"me\",\"trackingNumber\":\"RR000000005GB\",\"claimed\":{\"amount\":\"-1\"}}");
        assertProblem(wrong, 422, "case-refused");
        assertThat(wrong.body())
                .contains("$.kind", "$.channel", "$.subject", "$.text", "$.customer", "$.trackingNumber", "$.claimed");
        assertProblem(
                open("amount", "request", ",\"claimed\":{\"amount\":\"1\",\"currency\":\"CAD\"}"), 422, "care-refused");
    }

    /** Keys of a rep's scope may propose and may not approve; the key with every scope may, being another. */
    @Test
    void aClaimNeedsFourEyesAndALimit() throws Exception {
        HttpResponse<String> opened =
                open("claim", "claim", ",\"claimed\":{\"amount\":\"120.50\",\"currency\":\"CAD\"}");
        String claim = "/api/v1/cases/" + field(opened.body(), "number") + "/claim";
        String proposal = "{\"proposed\":{\"amount\":\"100\",\"currency\":\"CAD\"}}";
        HttpResponse<String> proposed =
                change(hub.request(claim).header("Authorization", "Bearer " + repKey), "PUT", "\"1\"", proposal);
        assertThat(proposed.statusCode()).as(proposed.body()).isEqualTo(200);
        String decision = "{\"approved\":true,\"note\":\"receipt seen\"}";
        assertProblem(
                change(
                        hub.request(claim + "/decision").header("Authorization", "Bearer " + repKey),
                        "POST",
                        "\"2\"",
                        decision),
                403,
                "not-yours-to-do");
        HttpResponse<String> decided = change(claim + "/decision", "POST", "\"2\"", decision);
        assertThat(decided.body()).contains("\"decision\":\"approved\"", "\"amount\":\"100.00\"");
        // who approved it is for supervisors
        HttpResponse<String> seen =
                hub.send(hub.request(claim.replace("/claim", "")).header("Authorization", "Bearer " + repKey));
        assertThat(seen.body())
                .contains("\"decision\":\"approved\"")
                .doesNotContain("receipt seen", "decidedBy", "proposedBy");
    }

    @Test
    void whoIsCallingIsShownWithCasesAndParcelsUnderWay() throws Exception {
        String number = field(open("calling", "complaint", "").body(), "number");
        HttpResponse<String> screen = hub.send(hub.withKey("/api/v1/callers/%2B1%20613-555-0177"));
        assertThat(screen.body()).contains("Cara Example", number, TRACKED, "\"status\":\"registered\"");
        assertThat(hub.send(hub.withKey("/api/v1/callers/4915112345678")).body())
                .isEqualTo("{\"callers\":[]}");
        assertProblem(hub.send(hub.withKey("/api/v1/callers/nobody")), 422, "care-refused");
    }

    @Test
    void whatWasSaidIsKeptOnceAndPagedNewestFirst() throws Exception {
        for (int i = 1; i <= 3; i++) {
            HttpResponse<String> kept = said(i);
            assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
        }
        assertThat(said(3).body()).isEqualTo("{\"outcome\":\"known\"}");
        String path = "/api/v1/interactions?limit=2&trackingNumber=" + TRACKED + "&before=1700000004000_"
                + "ffffffff-ffff-ffff-ffff-ffffffffffff";
        String first = hub.send(hub.withKey(path)).body();
        assertThat(first).contains("said 3", "said 2").doesNotContain("said 1");
        String next = "/api/v1/interactions?limit=2&trackingNumber=" + TRACKED + "&before=" + field(first, "next");
        assertThat(hub.send(hub.withKey(next)).body()).contains("said 1").doesNotContain("said 2", "\"next\"");
        assertProblem(hub.send(hub.withKey("/api/v1/interactions")), 400, "bad-filter");
    }

    private static HttpResponse<String> said(int i) throws Exception {
        return hub.put(
                "/api/v1/interactions/pbx/call-" + i,
                """
                {"channel":"phone","direction":"in","trackingNumber":"%s","at":"2023-11-14T22:13:2%dZ","summary":"said %d"}
                """
                        .formatted(TRACKED, i, i));
    }

    @Test
    void answersAreKeptAndFound() throws Exception {
        String body = "{\"language\":\"en\",\"title\":\"Another address\",\"text\":\"Ask at the counter.\"}";
        assertThat(hub.put("/api/v1/answers/other-address", body).statusCode()).isEqualTo(201);
        assertProblem(hub.put("/api/v1/answers/other-address", body), 412, "version-stale");
        assertThat(change("/api/v1/answers/other-address", "PUT", "\"1\"", body).statusCode())
                .isEqualTo(200);
        assertThat(hub.send(hub.withKey("/api/v1/answers?q=addr%20count")).body())
                .contains("other-address");
        assertThat(hub.send(hub.withKey("/api/v1/feedback")).body())
                .contains("\"about\":\"delivery\"", "\"about\":\"case\"", "\"about\":\"complaint\"");
        assertProblem(hub.post("/api/v1/feedback/none", "{\"score\":5}"), 404, "feedback-not-found");
        assertProblem(hub.post("/api/v1/feedback/none", "{\"score\":6}"), 422, "care-refused");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Optional.of(answer.body())).hasValueSatisfying(body -> assertThat(body)
                .contains("\"type\":\"urn:tagline:problem:" + type + "\"", "\"detail\":"));
    }
}
