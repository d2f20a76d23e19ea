package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoadApiTest {
    private static final String DOOR = "/api/v1/sites/ott-1/portals/load-api/load";
    private static final String ONE = SharedHub.s10(50_000_001);
    private static final String TWO = SharedHub.s10(50_000_002);

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.get();
        hub.order("load-1", ONE);
        hub.order("load-2", TWO);
    }

    @Test
    void aLoadIsOpenedOnceLookedAtAndClosed() throws Exception {
        String body =
                """
                {"load":"YUL-17","direction":"out","expected":["%s"],"refuse":[{"trackingNumber":"%s","reason":"customs"}]}
                """
                        .formatted(ONE.toLowerCase(Locale.ROOT), TWO);
        HttpResponse<String> opened = hub.put(DOOR, body);
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        assertThat(opened.body())
                .contains("\"load\":\"YUL-17\"", "\"direction\":\"out\"", "\"agents\":[]", "\"passed\":0")
                .contains("\"expected\":[\"" + ONE + "\"]", "\"missing\":[\"" + ONE + "\"]")
                .contains("\"refuse\":[{\"trackingNumber\":\"" + TWO + "\",\"reason\":\"customs\"}]")
                .contains("\"untagged\":[\"" + ONE + "\",\"" + TWO + "\"]");
        assertThat(hub.put(DOOR, body).statusCode()).isEqualTo(200);
        assertThat(hub.send(hub.withKey(DOOR)).body()).contains("\"load\":\"YUL-17\"");
        assertThat(hub.send(hub.withKey("/api/v1/sites/ott-1/loads")).body())
                .contains("\"portal\":\"load-api\"", "\"expected\":1", "\"refuse\":1", "\"untagged\":2");
        assertThat(hub.send(hub.withKey(DOOR).DELETE()).statusCode()).isEqualTo(204);
        assertProblem(hub.send(hub.withKey(DOOR).DELETE()), 404, "load-not-found");
        assertProblem(hub.send(hub.withKey(DOOR)), 404, "load-not-found");
        assertThat(hub.send(hub.withKey("/api/v1/sites/nowhere/loads")).body()).isEqualTo("{\"loads\":[]}");
    }

    /** Two planners have the same load before them. */
    @Test
    void whoChangesALoadMaySayWhichOneTheyHaveSeen() throws Exception {
        String door = "/api/v1/sites/ott-1/portals/load-seen/load";
        String first = "{\"load\":\"SEEN\",\"expected\":[]}";
        String second = "{\"load\":\"SEEN-2\",\"expected\":[]}";
        assertThat(put(door, first, "\"0123456789abcdef\"").statusCode())
                .as("there is none yet")
                .isEqualTo(412);
        assertThat(hub.put(door, first).statusCode()).isEqualTo(201);
        String seen = hub.send(hub.withKey(door)).headers().firstValue("ETag").orElseThrow();
        assertThat(put(door, second, seen).statusCode()).isEqualTo(200);
        HttpResponse<String> late = put(door, first, seen);
        assertProblem(late, 412, "version-stale");
        assertThat(hub.send(hub.withKey(door)).body()).contains("SEEN-2");
        assertThat(hub.send(hub.withKey(door).header("If-Match", seen).DELETE()).statusCode())
                .isEqualTo(412);
        String now = hub.send(hub.withKey(door)).headers().firstValue("ETag").orElseThrow();
        assertThat(hub.send(hub.withKey(door).header("If-Match", now).DELETE()).statusCode())
                .isEqualTo(204);
    }

    private static HttpResponse<String> put(String door, String body, String ifMatch) throws Exception {
        return hub.send(hub.withKey(door)
                .header("Content-Type", "application/json")
                .header("If-Match", ifMatch)
                .PUT(BodyPublishers.ofString(body)));
    }

    @Test
    void everythingWrongWithALoadIsSaidAtOnce() throws Exception {
        HttpResponse<String> answer = hub.put(
                DOOR,
                """
                {"direction":"up","expected":["%s","%s",7,"RR123456786CA"],"colour":"red",
                 "refuse":[{"trackingNumber":"%s","reason":"Because!"},{"trackingNumber":"%s"}]}
                """
                        .formatted(ONE, ONE, ONE, TWO));
        assertProblem(answer, 422, "load-refused");
        assertThat(answer.body())
                .contains("$.load", "$.direction", "\\\"up\\\": expected in, out or unknown", "$.colour")
                .contains("\"" + ONE + "\\\" is also at $.expected[0]")
                .contains("$.expected[2]", "$.expected[3]", "RR123456786CA")
                .contains("$.refuse[0].reason", "Because!", "$.refuse[1].reason");
        assertProblem(hub.put(DOOR, "{"), 400, "not-json");
        assertProblem(hub.put(DOOR, "[]"), 422, "load-refused");
        assertProblem(hub.put(DOOR, "{\"load\":\"L\"}"), 422, "load-refused");
        assertProblem(
                hub.put("/api/v1/sites/OTT/portals/door-1/load", "{\"load\":\"L\",\"expected\":[]}"),
                422,
                "load-refused");
    }

    @Test
    void anUnknownParcelAndOneOfAnotherPortalAreSaidByName() throws Exception {
        HttpResponse<String> unknown = hub.put(DOOR, "{\"load\":\"L\",\"expected\":[\"RR000000005GB\"]}");
        assertProblem(unknown, 422, "load-refused");
        assertThat(unknown.body()).contains("$.expected[0]", "RR000000005GB");
        String body = "{\"load\":\"L\",\"expected\":[\"" + ONE + "\"]}";
        String other = "/api/v1/sites/ott-1/portals/load-api-2/load";
        assertThat(hub.put(other, body).statusCode()).isEqualTo(201);
        HttpResponse<String> twice = hub.put(DOOR, body);
        assertProblem(twice, 409, "load-conflict");
        assertThat(twice.body()).contains("load-api-2", ONE);
        assertThat(hub.send(hub.withKey(other).DELETE()).statusCode()).isEqualTo(204);
    }

    @Test
    void aLoadOfMoreThanAnAgentTakesIsRefused() throws Exception {
        String body = "{\"load\":\"L\",\"expected\":[" + String.join(",", Collections.nCopies(20_001, "\"X\"")) + "]}";
        HttpResponse<String> answer = hub.put(DOOR, body);
        assertProblem(answer, 422, "load-refused");
        assertThat(answer.body()).contains("20001 parcels", "at most 20000");
        String longer = "{\"load\":\"" + "L".repeat(1024 * 1024) + "\",\"expected\":[]}";
        assertProblem(hub.put(DOOR, longer), 413, "body-too-large");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"type\":\"urn:tagline:problem:" + type + "\"", "\"detail\":");
    }
}
