package io.tagline.hub.crm.fake.http;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What goes out. */
record Reply(int status, Map<String, String> headers, String body) {

    static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of("Content-Type", "application/json;charset=UTF-8"), body.toString());
    }

    static Reply text(int status, String type, String body) {
        return new Reply(status, Map.of("Content-Type", type), body);
    }

    static Reply nothing(int status) {
        return new Reply(status, Map.of(), "");
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
