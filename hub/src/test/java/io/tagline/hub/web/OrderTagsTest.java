package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever puts an order may say which one they have looked at (RFC 9110 §13.1). */
final class OrderTagsTest {
    private static final String PATH = "/api/v1/orders/shop/tagged";
    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.get();
    }

    private static HttpResponse<String> put(String service, String header, String value) throws Exception {
        var request = hub.withKey(PATH)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(
                        """
                        {"customer":{"reference":"TAG-1"},"serviceLevel":"%s","shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                        """
                                .formatted(service, SharedHub.s10(61_000_001))));
        return hub.send(header.isEmpty() ? request : request.header(header, value));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow(() -> new AssertionError(answer.body()));
    }

    @Test
    void nobodyOverwritesWhatTheyHaveNotSeen() throws Exception {
        assertThat(put("standard", "If-Match", "\"0123456789abcdef\"").statusCode())
                .as("there is none yet")
                .isEqualTo(412);
        HttpResponse<String> made = put("standard", "If-None-Match", "*");
        assertThat(made.statusCode()).isEqualTo(201);
        String first = tag(made);
        assertThat(tag(hub.send(hub.withKey(PATH)))).isEqualTo(first);
        assertThat(put("express", "If-None-Match", "*").statusCode()).isEqualTo(412);

        HttpResponse<String> changed = put("express", "If-Match", first);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(tag(changed)).isNotEqualTo(first);
        HttpResponse<String> late = put("slow", "If-Match", first);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.body()).contains("version-stale");
        assertThat(put("express", "If-Match", first).statusCode())
                .as("the same again, sent twice over a bad line")
                .isEqualTo(200);
        assertThat(put("slow", "If-Match", "W/\"x\"").statusCode()).isEqualTo(412);
        assertThat(put("slow", "If-None-Match", "\"x\"").statusCode()).isEqualTo(400);
        assertThat(hub.send(hub.withKey(PATH)).body()).contains("express");
        // a source that does not look before is right whatever was there
        assertThat(put("slow", "", "").statusCode()).isEqualTo(200);
    }

    /** A program that asks again and again whether anything is new must not miss the delivery. */
    @Test
    void orderWhoseParcelHasMovedOnIsNotTheSame() throws Exception {
        String number = SharedHub.s10(61_000_009);
        hub.order("polled", number);
        String path = "/api/v1/orders/shop/polled";
        String before = tag(hub.send(hub.withKey(path)));
        assertThat(hub.send(hub.withKey(path).header("If-None-Match", before)).statusCode())
                .isEqualTo(304);
        hub.report(number, "accepted", "2026-01-03T15:00:00Z");
        HttpResponse<String> after = hub.send(hub.withKey(path).header("If-None-Match", before));
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).contains("\"accepted\"");
        assertThat(tag(after)).isNotEqualTo(before);
    }
}
