package io.tagline.hub.crm.figures;

import io.tagline.hub.crm.tryton.TrytonServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tryton's own API as anybody may use it, and nothing of the connector. */
final class TrytonApi {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final String session;

    TrytonApi(URI server) throws IOException, InterruptedException {
        address = server.resolve(TrytonServer.DATABASE + "/");
        JsonNode in = post(
                "common.db.login",
                List.of(TrytonServer.ADMIN, Map.of("password", TrytonServer.ADMINS_PASSWORD), "en"),
                "");
        session = TrytonServer.ADMIN + ":" + in.get(0).asString() + ":"
                + in.get(1).asString();
    }

    /** Records in the order of their ids. */
    JsonNode read(String model, List<?> domain, int most, String... fields) throws IOException, InterruptedException {
        return post(
                "model." + model + ".search_read",
                List.of(domain, 0, most, List.of(List.of("id", "ASC")), List.of(fields), Map.of()),
                session);
    }

    private JsonNode post(String method, List<?> params, String as) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("id", 1, "method", method, "params", params))));
        if (!as.isEmpty()) {
            request.header(
                    "Authorization",
                    "Session " + Base64.getEncoder().encodeToString(as.getBytes(StandardCharsets.UTF_8)));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        JsonNode read = JSON.readTree(answer.body());
        if (!read.path("result").isArray()) {
            throw new IOException(method + ": HTTP " + answer.statusCode() + ": " + answer.body());
        }
        return read.get("result");
    }
}
