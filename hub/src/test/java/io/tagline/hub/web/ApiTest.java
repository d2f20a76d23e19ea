package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiTest {

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.get();
    }

    @Test
    void anOrderIsMadeOnceAndItsParcelCanBeFollowed() throws Exception {
        String number = SharedHub.s10(10_000_001);
        String body =
                "{\"customer\":{\"reference\":\"C-9\"},\"serviceLevel\":\"standard\",\"shipments\":[{\"parcels\":[{\"trackingNumber\":\""
                        + number + "\"}]}]}";
        HttpResponse<String> made = hub.put("/api/v1/orders/shop/once", body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/api/v1/orders/shop/once");
        assertThat(hub.put("/api/v1/orders/shop/once", body).statusCode()).isEqualTo(200);
        assertThat(hub.send(hub.withKey("/api/v1/orders/shop/once")).body()).contains(number);

        HttpResponse<String> parcel = hub.send(hub.withKey("/api/v1/parcels/" + number.toLowerCase(Locale.ROOT)));
        assertThat(parcel.statusCode()).isEqualTo(200);
        assertThat(parcel.body())
                .contains("\"status\":\"registered\"", "\"promise\":null")
                .doesNotContain("promisedDate");
    }

    @Test
    void aReportedEventIsRecordedOnce() throws Exception {
        String number = SharedHub.s10(10_000_002);
        hub.order("reported", number);
        HttpResponse<String> first = hub.report(number, "delivered", "2026-01-04T10:00:00Z");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(first.body()).contains("\"outcome\":\"recorded\"", "\"status\":\"delivered\"");
        HttpResponse<String> again = hub.report(number, "delivered", "2026-01-04T10:00:00Z");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"outcome\":\"known\"");
    }

    @Test
    void everythingWrongWithAnEventIsSaidAtOnce() throws Exception {
        HttpResponse<String> answer = hub.post(
                "/api/v1/parcels/RR123456785CA/events",
                "{\"kind\":\"teleported\",\"occurredAt\":\"yesterday\",\"colour\":\"red\"}");
        assertProblem(answer, 422, "event-refused");
        assertThat(answer.body()).contains("$.kind", "teleported", "$.occurredAt", "$.sourceRef", "$.colour");
    }

    @Test
    void theParcelSaysWhatWasPromised() throws Exception {
        String number = SharedHub.s10(10_000_003);
        hub.order("promised", number);
        assertThat(hub.send(hub.withKey("/api/v1/parcels/" + number)).body())
                .contains("\"promise\":{\"date\":\"2026-01-05\"}");
    }

    @Test
    void aSlipOfTheClockOrAControlCharacterIsRefusedAndNoFaultOfTheHub() throws Exception {
        for (String at : new String[] {"2206-01-04T10:00:00Z", "+999999999-12-31T23:59:59Z", "1970-01-01T00:00:00Z"}) {
            HttpResponse<String> answer = hub.report("RR123456785CA", "arrived", at);
            assertProblem(answer, 422, "event-refused");
            assertThat(answer.body()).contains("$.occurredAt", "a time from 2000-01-01T00:00:00Z to a day from now");
        }
        HttpResponse<String> answer = hub.post(
                "/api/v1/parcels/RR123456785CA/events",
                "{\"kind\":\"arrived\",\"occurredAt\":\"2026-01-04T10:00:00Z\",\"sourceRef\":\"a\\u0000b\"}");
        assertProblem(answer, 422, "event-refused");
    }

    @Test
    void everythingWrongWithAnOrderIsSaidAtOnce() throws Exception {
        HttpResponse<String> answer = hub.put(
                "/api/v1/orders/shop/wrong",
                "{\"customer\":{\"reference\":\"C\",\"shoeSize\":44},\"serviceLevel\":\"standard\",\"shipments\":[{\"parcels\":["
                        + "{\"trackingNumber\":\"RR123456786CA\"}]}]}");
        assertProblem(answer, 422, "order-refused");
        assertThat(answer.body()).contains("shoeSize", "RR123456786CA", "\"problems\":[");
    }

    @Test
    void whatIsNotThereIsSaidByName() throws Exception {
        assertProblem(hub.send(hub.withKey("/api/v1/parcels/RR000000005GB")), 404, "parcel-not-found");
        assertProblem(hub.send(hub.withKey("/api/v1/customers/17")), 404, "customer-not-found");
        assertProblem(hub.send(hub.withKey("/api/v1/orders/shop/none")), 404, "order-not-found");
        HttpResponse<String> path = hub.send(hub.withKey("/api/v1/parsels"));
        assertProblem(path, 404, "not-found");
        assertThat(path.body()).contains("/api/v1/parsels");
    }

    @Test
    void wrongMethodAndWrongContentTypeSayWhatIsExpected() throws Exception {
        HttpResponse<String> method = hub.send(hub.withKey("/api/v1/fleet").DELETE());
        assertProblem(method, 405, "method-not-allowed");
        assertThat(method.headers().firstValue("Allow")).contains("GET");
        HttpResponse<String> type = hub.send(hub.withKey("/api/v1/orders/shop/x")
                .header("Content-Type", "text/xml")
                .PUT(BodyPublishers.ofString("<order/>")));
        assertProblem(type, 415, "unsupported-media-type");
        assertThat(type.body()).contains("text/xml", "application/json");
        assertThat(hub.put("/api/v1/orders/shop/x", "{").statusCode()).isBetween(400, 422);
    }

    @Test
    void withoutAKeyNothingIsTold() throws Exception {
        HttpResponse<String> none = hub.get("/api/v1/fleet");
        assertProblem(none, 401, "key-required");
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertProblem(
                hub.send(hub.request("/api/v1/fleet").header("Authorization", "Bearer tl_guess")), 401, "key-required");
        assertProblem(hub.get("/api/v1/none-such"), 401, "key-required");
    }

    /** Keys are looked up by a filter, before any controller. */
    @Test
    void aKeyThatCannotBeLookedUpIsToBeTriedAgain() throws Exception {
        rename("api_keys", "api_keys_away");
        try {
            HttpResponse<String> answer =
                    hub.send(hub.request("/api/v1/fleet").header("Authorization", "Bearer tl_guess"));
            assertProblem(answer, 503, "store-unavailable");
        } finally {
            rename("api_keys_away", "api_keys");
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
    void aBodyOf50MegabytesIsRefusedAndDoesNoHarm() throws Exception {
        byte[] mebibyte = new byte[1024 * 1024];
        HttpRequest.Builder declared = hub.withKey("/api/v1/orders/shop/large")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(new byte[50 * 1024 * 1024]));
        assertProblem(hub.send(declared), 413, "body-too-large");
        HttpRequest.Builder chunked = hub.withKey("/api/v1/orders/shop/large")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArrays(Collections.nCopies(50, mebibyte)));
        assertProblem(hub.send(chunked), 413, "body-too-large");
        assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void operationsGetFleetDeadLettersMeasuresAndHealth() throws Exception {
        assertThat(hub.send(hub.withKey("/api/v1/fleet")).body()).contains("\"agents\":", "\"deadLetters\":");
        assertThat(hub.send(hub.withKey("/api/v1/dead-letters")).body()).contains("\"deadLetters\":[");
        assertThat(hub.get("/metrics").body()).contains("jvm_memory_used_bytes", "tagline_http_requests_seconds");
        assertThat(hub.get("/health/ready").body()).contains("\"database\":\"up\"", "\"broker\":\"up\"");
        assertThat(hub.get("/openapi.json").body()).startsWith("{");
    }

    @Test
    void whatAProxyHandsOnDoesNotCountAsThisMachine() throws Exception {
        assertProblem(hub.send(hub.request("/metrics").header("X-Forwarded-For", "203.0.113.9")), 401, "key-required");
    }

    @Test
    void metricsNameRoutesAndNeverTrackingNumbers() throws Exception {
        hub.send(hub.withKey("/api/v1/parcels/RR000000005GB"));
        assertThat(hub.get("/metrics").body())
                .contains("/api/v1/parcels/{trackingNumber}")
                .doesNotContain("RR000000005GB");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(List.of(
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse("")))
                .as(answer.body())
                .isEqualTo(List.of(status, "application/problem+json"));
        assertThat(answer.body())
                .contains(
                        "\"type\":\"urn:tagline:problem:" + type + "\"",
                        "\"title\":",
                        "\"detail\":",
                        "\"status\":" + status);
    }
}
