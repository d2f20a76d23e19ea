package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What the counter does, by a program. */
final class TagApiTest {
    private static final String EPC = "3034257BF7194E400005AA01";

    @Test
    void aProgramPutsATagOnAndIsToldWhyNot() throws Exception {
        SharedHub hub = SharedHub.get();
        String first = SharedHub.s10(63_000_001);
        String second = SharedHub.s10(63_000_002);
        hub.order("tag-1", first);
        hub.order("tag-2", second);

        assertAnswer(put(hub, first, EPC), 200, "\"outcome\":\"bound\"");
        assertAnswer(put(hub, first, EPC), 200, "\"outcome\":\"bound\"");
        assertAnswer(put(hub, second, EPC), 200, "\"outcome\":\"moved\"");
        assertThat(hub.send(hub.withKey("/api/v1/orders/shop/tag-2")).body()).contains(EPC);
        assertAnswer(put(hub, second, "no tag"), 422, "tag-refused");
        assertAnswer(put(hub, SharedHub.s10(63_999_999), EPC), 404, "parcel-not-found");
        assertAnswer(hub.put("/api/v1/parcels/" + second + "/tag", "{"), 400, "not-json");
        hub.report(first, "delivered", "2026-01-03T20:30:00Z");
        assertAnswer(put(hub, first, EPC), 409, "parcel-over");
    }

    private static HttpResponse<String> put(SharedHub hub, String number, String epc) throws Exception {
        return hub.put("/api/v1/parcels/" + number + "/tag", "{\"epc\":\"" + epc + "\"}");
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String part) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(part);
    }
}
